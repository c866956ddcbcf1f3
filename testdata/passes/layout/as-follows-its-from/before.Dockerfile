FROM debian:13.6 as one
from debian:13.6 as two
FROM debian:13.6 AS three

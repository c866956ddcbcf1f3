FROM debian:13.6 AS one
from debian:13.6 as two
FROM debian:13.6 AS three

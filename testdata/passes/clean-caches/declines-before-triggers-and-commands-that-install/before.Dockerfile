FROM debian:13.6 AS child
RUN apt-get update && apt-get install -y ca-certificates
ONBUILD RUN apt-get install -y nginx

FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
CMD apt-get install -y "$PACKAGE" && exec server

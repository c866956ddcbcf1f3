FROM debian:13.6
RUN apt-get install -y curl wget git && apt-get install -y aria2
FROM debian:13.6 AS before
RUN apt-get install -y --no-install-recommends ca-certificates
RUN apt-get install -y curl
FROM before
RUN apt-get install -y wget
FROM debian:13.6 AS there
RUN apt-get install -y curl=8.14.1-2 ca-certificates:all

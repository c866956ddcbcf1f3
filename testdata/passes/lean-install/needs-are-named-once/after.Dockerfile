FROM debian:13.6
RUN apt-get install -y --no-install-recommends curl wget git ca-certificates && apt-get install -y --no-install-recommends aria2
FROM debian:13.6 AS before
RUN apt-get install -y --no-install-recommends ca-certificates
RUN apt-get install -y --no-install-recommends curl
FROM before
RUN apt-get install -y --no-install-recommends wget
FROM debian:13.6 AS there
RUN apt-get install -y --no-install-recommends curl=8.14.1-2 ca-certificates:all

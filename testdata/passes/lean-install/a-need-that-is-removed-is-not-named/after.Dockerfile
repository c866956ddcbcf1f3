FROM debian:13.6
RUN apt-get install -y --no-install-recommends curl ca-certificates-

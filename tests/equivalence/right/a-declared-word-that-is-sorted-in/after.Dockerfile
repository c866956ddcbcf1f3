FROM debian:12
RUN apt-get install -y --no-install-recommends a b ca-certificates

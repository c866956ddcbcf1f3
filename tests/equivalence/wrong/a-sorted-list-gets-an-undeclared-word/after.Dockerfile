FROM debian:12
RUN apt-get install -y a b ca-certificates

FROM debian:12
RUN apt-get update
COPY a.txt /srv/
RUN apt-get install -y curl

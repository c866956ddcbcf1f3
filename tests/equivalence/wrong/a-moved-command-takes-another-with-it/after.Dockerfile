FROM debian:12
COPY a.txt /srv/
RUN apt-get update && make && apt-get install -y curl

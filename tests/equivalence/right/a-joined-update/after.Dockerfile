FROM debian:12
COPY a.txt /srv/
RUN apt-get update && apt-get install -y curl

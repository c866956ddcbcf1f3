FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
COPY web /web
RUN cp -r /var/lib/apt/lists /srv/lists

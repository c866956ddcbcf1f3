FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
COPY sources.list.d /etc/apt/sources.list.d
RUN apt-get install -y nginx

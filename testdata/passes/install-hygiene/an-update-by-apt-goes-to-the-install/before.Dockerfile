FROM debian:13.6
RUN apt update
WORKDIR /srv
RUN apt install curl

FROM debian:13.6

RUN apt update

WORKDIR /srv
COPY . .
RUN apt install curl

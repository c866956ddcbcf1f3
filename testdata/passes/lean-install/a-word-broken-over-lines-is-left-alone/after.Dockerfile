FROM debian:13.6
RUN apt-get inst\
all jq

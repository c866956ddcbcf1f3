FROM debian:13.6
RUN apt-get install -y \
      zi\
p \
      curl

FROM debian:13.6
RUN apt-get install -y \
      nginx=1.28 \
      curl \
      nginx=1.26

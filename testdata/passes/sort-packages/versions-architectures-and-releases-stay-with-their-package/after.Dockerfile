FROM debian:13.6
ARG NGINX=1.28
RUN apt-get install -y \
      ./tool.deb \
      g++ \
      gcc \
      git/trixie-backports \
      "jq=1.7*" \
      linux-headers-$(uname -r) \
      linux-headers-$KERNEL \
      nginx=$NGINX \
      zlib1g \
      zlib1g:i386

FROM debian:13.6
ARG NGINX=1.28
RUN apt-get install -y \
      linux-headers-$(uname -r) \
      linux-headers-$KERNEL \
      zlib1g:i386 \
      zlib1g \
      nginx=$NGINX \
      "jq=1.7*" \
      git/trixie-backports \
      ./tool.deb \
      g++ \
      gcc

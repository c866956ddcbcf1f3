FROM debian:13.6
ARG JQ=1.7
RUN apt-get install -y jq=$JQ "less=${LESS}" "linux-headers-$(uname -r)" ./tool.deb libc6:i386

FROM debian:13.6
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y -q --no-install-recommends less \
      file
RUN apt-get update && apt-get upgrade -y && apt-get dist-upgrade -y
RUN apt-get -f install -y
RUN apt-get remove -y --purge less && apt-get autoremove -y
RUN if ! command -v xz; then apt-get install -y xz-utils; fi
FROM almalinux:9.6
RUN dnf install -y git && yum update -y && yum remove -y git
RUN dnf install -y git && yum -y update && dnf --assumeno update

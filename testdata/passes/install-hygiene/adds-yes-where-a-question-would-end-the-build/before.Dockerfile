FROM debian:13.6
RUN apt-get update && apt-get install curl
RUN apt-get install -q --no-install-recommends less \
      file
RUN apt-get update && apt-get upgrade && apt-get dist-upgrade
RUN apt-get -f install
RUN apt-get remove --purge less && apt-get autoremove
RUN if ! command -v xz; then apt-get install xz-utils; fi
FROM almalinux:9.6
RUN dnf install git && yum update && yum remove git
RUN dnf install -y git && yum -y update && dnf --assumeno update

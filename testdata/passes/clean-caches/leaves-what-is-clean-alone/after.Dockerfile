FROM debian:13.6
RUN apt-get update && apt-get install -y nginx && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y redis-server && apt-get clean && rm -r /var/lib/apt/lists /var/cache/apt
RUN apt-get update && apt-get install -y memcached && find /var/lib/apt/lists -type f -delete
RUN apt-get clean

FROM almalinux:9.6
RUN yum install -y git && dnf clean all

FROM debian:12
RUN apt-get update && rm -rf /var/lib/apt/lists/* && rm -rf /var/lib/apt/lists/*

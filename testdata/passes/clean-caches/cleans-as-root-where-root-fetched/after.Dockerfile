FROM debian:13.6
RUN apt-get update && apt-get install -y sudo \
    && rm -rf /var/lib/apt/lists/*
USER app
RUN sudo apt-get update && sudo apt-get install -y nginx \
    && sudo rm -rf /var/lib/apt/lists/*

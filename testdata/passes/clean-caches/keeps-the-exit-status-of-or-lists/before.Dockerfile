FROM debian:13.6
RUN apt-get update && apt-get install -y nginx || exit 7
RUN apt-get update; apt-get install -y nginx || apt-get install -y nginx-light
RUN apt-get update && ! apt-get install -y nginx-nowhere

FROM debian:13.6
RUN apt-get update && apt-get install -y sudo
USER app
RUN sudo apt-get update && sudo apt-get install -y nginx

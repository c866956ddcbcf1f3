FROM registry.example.com/base:4.2
RUN sudo apt-get install -y curl
USER root
RUN apt-get install -y less

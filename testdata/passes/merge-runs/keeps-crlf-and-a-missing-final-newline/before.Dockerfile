FROM debian:13.6
RUN apt-get update
RUN apt-get install -y curl \
    git
EXPOSE 80
RUN touch /done
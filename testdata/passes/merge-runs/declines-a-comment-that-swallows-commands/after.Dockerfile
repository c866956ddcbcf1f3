FROM debian:13.6
RUN apt-get update # refresh \
    && apt-get install -y curl
RUN touch /done

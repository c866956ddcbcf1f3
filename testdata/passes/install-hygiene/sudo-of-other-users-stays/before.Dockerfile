FROM debian:13.6
RUN useradd -m builder
USER builder
RUN sudo apt-get install -y curl
USER $OWNER
RUN sudo apt-get install -y less

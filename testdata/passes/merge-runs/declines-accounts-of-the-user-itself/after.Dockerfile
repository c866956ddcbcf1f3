FROM debian:13.6
USER app
RUN sudo usermod -aG docker app
RUN docker version
USER root
RUN useradd -m other \
    && touch /done

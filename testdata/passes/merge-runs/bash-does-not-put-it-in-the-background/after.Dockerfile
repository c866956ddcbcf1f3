FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN make &> build.log \
    && touch /done

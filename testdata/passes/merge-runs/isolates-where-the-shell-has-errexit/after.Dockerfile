FROM debian:13.6
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN ( curl -s https://example.org | tar x; ls ); \
    touch /done; touch /really

FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN trap 'exit 3' ERR; false; touch /x
RUN shopt -so errexit; false; touch /y
RUN touch /z

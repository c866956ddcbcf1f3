FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN cat <(sleep 1; touch /late)
RUN sleep 2

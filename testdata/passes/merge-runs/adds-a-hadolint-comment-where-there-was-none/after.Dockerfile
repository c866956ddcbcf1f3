FROM debian:13.6
# install
# hadolint ignore=DL3013
RUN apt-get update \
    && pip install flask

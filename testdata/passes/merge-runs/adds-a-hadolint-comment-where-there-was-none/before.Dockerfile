FROM debian:13.6
# install
RUN apt-get update
# hadolint ignore=DL3013
RUN pip install flask

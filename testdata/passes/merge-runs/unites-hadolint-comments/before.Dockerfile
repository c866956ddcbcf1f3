FROM debian:13.6
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y curl
# hadolint ignore=DL3013,DL3008
RUN pip install flask
# plain words
RUN touch /done

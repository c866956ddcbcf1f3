FROM debian:13.6
RUN ( set -ex && apt-get update && apt-get install -y curl ) \
    && set -x \
    && touch /done

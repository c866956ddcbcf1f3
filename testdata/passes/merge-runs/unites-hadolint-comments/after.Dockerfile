FROM debian:13.6
# hadolint ignore=DL3008,DL3013
RUN apt-get update \
    && apt-get install -y curl \
    && pip install flask \
    # plain words
    && touch /done

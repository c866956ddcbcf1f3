FROM debian:13.6
RUN apt-get update \
    # refresh the lists
    # needed by the health check
    && apt-get install -y curl \
    && touch /done

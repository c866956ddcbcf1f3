FROM debian:13.6
RUN set -e; \
    ( set -ex; apt-get update; apt-get install -y curl ); \
    curl --version; \
    ( set +e; false; true ); \
    set -eu; touch /done

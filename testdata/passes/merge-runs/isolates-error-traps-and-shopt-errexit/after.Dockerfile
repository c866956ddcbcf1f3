FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN set -e; \
    ( set +e; trap 'exit 3' ERR; false; touch /x ); \
    ( set +e; shopt -so errexit; false; touch /y ); \
    touch /z

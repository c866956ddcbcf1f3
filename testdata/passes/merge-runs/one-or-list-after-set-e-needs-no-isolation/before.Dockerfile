FROM debian:13.6
RUN set -ex && apt-get update && (grep -q x /y || true)
RUN touch /a

FROM debian:13.6
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx

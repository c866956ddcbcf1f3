FROM debian:13.6
RUN apt-get update && apt-get install -y curl
RUN DEBIAN_FRONTEND=noninteractive apt-get install -y less
RUN curl -s https://example.com/key.asc | tee /etc/key.asc > /dev/null
RUN sh -c 'mkdir -p /srv && cd /srv'
RUN cp /etc/hosts /srv/
RUN \
      rm -rf /var/tmp/build
USER root:root
RUN if true; then mkdir /opt/tool; fi

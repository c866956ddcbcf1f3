FROM debian:13.6
RUN sudo apt-get update && sudo -E apt-get install -y curl
RUN sudo DEBIAN_FRONTEND=noninteractive apt-get install -y less
RUN curl -s https://example.com/key.asc | sudo tee /etc/key.asc > /dev/null
RUN sudo sh -c 'mkdir -p /srv && cd /srv'
RUN sudo -H -n -- cp /etc/hosts /srv/
RUN sudo \
      rm -rf /var/tmp/build
USER root:root
RUN if true; then sudo mkdir /opt/tool; fi

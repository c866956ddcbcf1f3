FROM debian:12
ADD node.tar.xz /opt
RUN PATH=/opt/node/bin:$PATH npm install -g serve
RUN npm_config_cache=/srv/npm npm ci
# the cache of the system's own manager is where it always is
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y curl

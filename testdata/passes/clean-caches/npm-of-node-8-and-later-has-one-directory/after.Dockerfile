FROM node:6.17.1-stretch AS old
RUN npm install -g gulp-cli@2.3.0 \
    && npm cache clean --force

FROM node:20.11.1-bookworm AS grouped
RUN ( cd /srv && npm install -g gulp-cli@2.3.0 ) \
    && rm -rf ~/.npm/_cacache

FROM node:20.11.1-bookworm AS removed
RUN npm install -g gulp-cli@2.3.0 && apt-get autoremove -y \
    && rm -rf ~/.npm/_cacache

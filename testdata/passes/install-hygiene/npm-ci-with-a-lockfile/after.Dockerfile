FROM node:26.7.0-trixie
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm ci
FROM node:26.7.0-trixie AS production
WORKDIR /srv
COPY package.json ./
COPY npm-shrinkwrap.json /srv/
RUN npm ci --production --no-audit && npm cache clean --force

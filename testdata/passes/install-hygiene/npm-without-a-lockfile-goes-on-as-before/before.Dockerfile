FROM node:26.7.0-trixie
WORKDIR /srv
COPY package*.json ./
RUN npm install
FROM node:26.7.0-trixie AS elsewhere
COPY package.json package-lock.json /srv/
WORKDIR /app
RUN npm install
FROM node:26.7.0-trixie AS more
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm install --global serve && npm install express && npm ci

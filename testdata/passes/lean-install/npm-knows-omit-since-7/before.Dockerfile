FROM node:10.24.1-buster
WORKDIR /srv/app
COPY . .
RUN npm install
CMD ["node", "server.js"]

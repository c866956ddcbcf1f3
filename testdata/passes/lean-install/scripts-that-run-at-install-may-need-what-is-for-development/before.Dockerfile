FROM node:22.11.0-bookworm-slim
WORKDIR /srv/app
COPY . .
RUN npm install
CMD ["node", "server.js"]

FROM node:26.7.0-trixie
WORKDIR /srv
COPY package.json ./
RUN npm install
COPY . .
RUN npm run build
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
EXPOSE 3000
# No npm in between: it would keep signals to itself.
CMD ["node", "server.js"]

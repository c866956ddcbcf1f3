# npm installs from the manifest, and leaves its scripts as they are.
FROM node:22.12.0-bookworm AS start
WORKDIR /srv/app
COPY . .
RUN npm install
CMD ["npm", "start"]

# Also where it lies beside the system's own directories.
FROM node:22.12.0-bookworm AS root
COPY . .
RUN npm install
CMD ["node", "server.js"]

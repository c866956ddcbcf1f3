FROM node:22.12.0-bookworm
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 . .
EXPOSE 3000
USER 1000:1000
# No npm in between: it would keep signals to itself.
CMD ["node", "server.js"]

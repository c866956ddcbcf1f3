FROM node:24.12.0-trixie
USER node
WORKDIR /home/node/app
COPY --chown=node package.json package-lock.json ./
RUN npm ci --omit=dev \
    && rm -rf ~/.npm/_cacache

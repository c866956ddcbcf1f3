FROM node:22.12.0-bookworm
RUN npm ci && rm -rf ~/.npm/_cacache

FROM node:22.12.0-bookworm
RUN npm ci

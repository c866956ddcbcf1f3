FROM node:26.7.0-trixie
LABEL org.opencontainers.image.authors="The Team"
ENV NODE_ENV="production"
RUN mkdir /app
WORKDIR /app
COPY package.json /app
RUN npm install \
    && npm install -g pm2 \
    && rm -rf /tmp/* \
    && chown 1000:1000 /app \
    && rm -rf ~/.npm/_cacache
COPY --chown=1000:1000 . /app
EXPOSE 3000
USER 1000:1000
CMD ["pm2-runtime", "server.js"]

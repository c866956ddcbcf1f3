FROM node:26.7.0-trixie
LABEL org.opencontainers.image.authors="The Team"
ENV NODE_ENV="production"
RUN mkdir /app
WORKDIR /app
COPY package.json /app
RUN npm install \
    && npm install -g pm2 \
    && rm -rf /tmp/* \
    && npm cache clean --force
COPY . /app
EXPOSE 3000
CMD ["pm2-runtime", "server.js"]

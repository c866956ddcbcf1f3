FROM node:22.12.0-bookworm
ENV PORT=80
WORKDIR /srv/app
COPY server.js .
EXPOSE 80
CMD ["node", "server.js", "--port", "80"]

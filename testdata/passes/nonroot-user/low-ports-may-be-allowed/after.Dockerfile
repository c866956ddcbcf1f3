FROM node:22.12.0-bookworm
ENV PORT=80
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 server.js .
EXPOSE 80
USER 1000:1000
CMD ["node", "server.js", "--port", "80"]

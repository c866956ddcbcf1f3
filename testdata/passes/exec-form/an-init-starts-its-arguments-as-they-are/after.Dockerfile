FROM alpine:3.20.1 AS init
RUN apk add --no-cache nodejs tini
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "server.js"]

FROM alpine:3.20.1 AS variable
RUN apk add --no-cache nodejs tini
ENTRYPOINT ["/sbin/tini", "-g", "--"]
CMD exec node server.js --port $PORT

FROM alpine:3.20.1 AS other
COPY start /usr/local/bin/
ENTRYPOINT ["start"]
CMD node server.js

FROM alpine:3.20.1 AS with-a-program
RUN apk add --no-cache nodejs tini
ENTRYPOINT ["/sbin/tini", "--", "node"]
CMD server.js

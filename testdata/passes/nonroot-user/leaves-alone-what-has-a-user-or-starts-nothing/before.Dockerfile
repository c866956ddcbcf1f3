FROM node:22.12.0-bookworm AS own
USER node
CMD ["node", "server.js"]

FROM own AS inherited
CMD ["node", "other.js"]

FROM gcr.io/distroless/static-debian12:nonroot AS image
COPY server /
CMD ["/server"]

FROM debian:12.8 AS base
RUN apt-get update

FROM golang:1.23.4 AS build
CMD ["go", "run", "."]
FROM scratch AS last
COPY --from=build /etc/ssl /etc/ssl

FROM debian:12
RUN apk add --no-install-recommends curl

# syntax=docker/dockerfile:1
ARG GO=latest
FROM golang:${GO} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
RUN go build -o /out/app ./...

FROM alpine AS base
RUN apk add --no-cache ca-certificates
RUN adduser -D app

FROM base
COPY --from=build /out/app /usr/local/bin/app
RUN chmod 755 /usr/local/bin/app
RUN set -eux; app --version; ln -s /usr/local/bin/app /app
USER app
ENTRYPOINT ["/app"]

FROM golang:1.21 AS builder
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/cache/ go build -o /usr/local/bin/app . && cp -r templates /cache/templates && echo done > /cache/log

FROM debian:bookworm-slim AS build
WORKDIR /src
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=builder /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=builder /src /src
COPY --from=builder /usr/local/bin/app /usr/local/bin/app
CMD ["/usr/local/bin/app"]

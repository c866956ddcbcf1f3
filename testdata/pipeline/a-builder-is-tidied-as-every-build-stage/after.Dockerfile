FROM golang:1.27.0-trixie AS build

RUN apt-get update \
    && apt-get install -y --no-install-recommends git ca-certificates
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/weather .

FROM debian:trixie-slim AS compile
WORKDIR /src
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /src
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /src /src
COPY --from=build /usr/local/bin/weather /usr/local/bin/weather
USER 10001:10001
CMD ["weather"]

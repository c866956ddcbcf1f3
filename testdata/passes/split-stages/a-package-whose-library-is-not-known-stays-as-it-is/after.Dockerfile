FROM golang:1.27-trixie AS build
RUN apt-get update && apt-get install -y libnobody-dev
WORKDIR /app
COPY . .
RUN go build -o app .

FROM debian:trixie-slim
WORKDIR /app
RUN apt-get update \
    && apt-get install -y libnobody-dev \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /app /app
CMD ["./app"]

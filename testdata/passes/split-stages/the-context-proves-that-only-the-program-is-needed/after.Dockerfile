FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/tick .

FROM debian:trixie-slim
WORKDIR /src
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /usr/local/bin/tick /usr/local/bin/tick
USER 1000
CMD ["tick"]

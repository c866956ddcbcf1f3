FROM golang:1.27-trixie AS build
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:trixie-slim
WORKDIR /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /app /app
ENTRYPOINT ["./entrypoint.sh"]
CMD ["./server", "-v"]

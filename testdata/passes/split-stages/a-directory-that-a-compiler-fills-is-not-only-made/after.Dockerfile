FROM golang:1.22-alpine3.20 AS build
RUN mkdir -p /opt/echo
COPY main.go /opt/echo/
RUN cd /opt/echo && go build

FROM alpine:3.20
WORKDIR /go
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /opt/echo /opt/echo
ENTRYPOINT ["/opt/echo/echo"]

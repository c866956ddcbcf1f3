FROM golang:1.12 AS build
RUN go get -d example.com/authority/...
WORKDIR /go/src/example.com/authority
RUN go install ./...

FROM debian:buster-slim
ENV GOPATH=/go PATH=/go/bin:/usr/local/go/bin:$PATH
WORKDIR /go/src/example.com/authority
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /go/bin/authority /go/bin/authority
COPY --from=build /go/src/example.com/authority /go/src/example.com/authority
CMD ["authority"]

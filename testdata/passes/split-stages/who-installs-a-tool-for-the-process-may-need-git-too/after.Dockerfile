FROM golang:1.6 AS build
RUN apt-get update && apt-get install -y bzr rpm && rm -rf /var/lib/apt/lists/*
COPY . /go/src/example.com/scanner
RUN go install example.com/scanner

FROM debian:jessie-slim
ENV GOPATH=/go PATH=/go/bin:/usr/local/go/bin:$PATH
WORKDIR /go
RUN apt-get update \
    && apt-get install -y rpm bzr \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /go/src/example.com/scanner /go/src/example.com/scanner
COPY --from=build /go/bin/scanner /go/bin/scanner
ENTRYPOINT ["scanner"]

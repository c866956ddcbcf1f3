FROM golang:1.27-trixie AS build
ENV GOBIN=/opt/ledger
WORKDIR /src
COPY . .
RUN go install ./cmd/ledger

FROM debian:trixie-slim
ENV GOBIN=/opt/ledger
WORKDIR /src
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /src /src
COPY --from=build /opt/ledger/ledger /opt/ledger/ledger
CMD ["/opt/ledger/ledger"]

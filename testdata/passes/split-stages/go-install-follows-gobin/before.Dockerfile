FROM golang:1.27-trixie
ENV GOBIN=/opt/ledger
WORKDIR /src
COPY . .
RUN go install ./cmd/ledger
CMD ["/opt/ledger/ledger"]

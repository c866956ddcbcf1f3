FROM golang:1.27-trixie
WORKDIR /src
COPY . .
RUN go install ./... && go build -o /usr/local/bin/ledger ./cmd/ledger
CMD ["ledger"]

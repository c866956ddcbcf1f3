FROM golang:1.27-trixie
WORKDIR /src
COPY . .
RUN GOBIN=/opt/tools go install ./cmd/migrate && go build -o /usr/local/bin/ledger ./cmd/ledger
CMD ["ledger"]

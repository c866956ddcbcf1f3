FROM golang:1.27-trixie
WORKDIR /src
COPY . .
RUN export GOBIN=$(pwd)/tools && go install ./cmd/migrate && go build -o /usr/local/bin/ledger ./cmd/ledger
CMD ["ledger"]

FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app . && for c in a b; do go build -o /usr/local/bin/$c ./cmd/$c; done
CMD ["/usr/local/bin/app"]

FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app . && ls cmd | xargs -I{} go build -o /usr/local/bin/{} ./cmd/{}
CMD ["/usr/local/bin/app"]

FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go run ./gen && go build -o /usr/local/bin/app .
CMD ["/usr/local/bin/app"]

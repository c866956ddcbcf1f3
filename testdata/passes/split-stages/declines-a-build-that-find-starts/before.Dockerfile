FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app . && find cmd -mindepth 1 -maxdepth 1 -exec sh -c 'go build -o /usr/local/bin/$(basename $1) ./$1' _ {} \;
CMD ["/usr/local/bin/app"]

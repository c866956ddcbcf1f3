FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app . && ln -sf /dev/stdout /var/log/app.log
CMD ["/usr/local/bin/app"]

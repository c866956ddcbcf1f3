FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app . && chmod 700 /usr/local/bin/app
CMD ["app"]

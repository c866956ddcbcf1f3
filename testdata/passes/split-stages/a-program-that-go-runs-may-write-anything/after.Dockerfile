FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go run ./gen -out /etc/app.json && go build -o /usr/local/bin/app .
CMD ["app"]

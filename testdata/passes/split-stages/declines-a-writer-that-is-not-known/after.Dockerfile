FROM golang:1.27
WORKDIR /app
COPY . .
RUN go build -o app . && ./app --prepare
CMD ["./app"]

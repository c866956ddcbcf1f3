FROM golang:1.27
WORKDIR /app
COPY . .
RUN go build ./...
CMD ["go", "run", "."]

FROM golang:1.22-bookworm
RUN curl -fsSLo /tmp/model.bin https://example.com/model.bin
WORKDIR /app
COPY . .
RUN go build -o app .
CMD ["./app", "--model", "/tmp/model.bin"]

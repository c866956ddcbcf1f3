FROM golang:1.27
WORKDIR /app
COPY . .
RUN go build -o app .
HEALTHCHECK --interval=30s CMD curl -fs http://localhost:8080/health || exit 1
CMD ["./app"]

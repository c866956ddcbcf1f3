FROM golang:1.27
RUN apt-get update && apt-get install -y libnobody-dev
WORKDIR /app
COPY . .
RUN go build -o app .
CMD ["./app"]

FROM golang:1.27 AS build
WORKDIR /app
COPY . .
RUN go build -o app .

FROM debian:trixie-slim
ENV GOPATH=/go PATH=/go/bin:$PATH
WORKDIR /app
COPY --from=build /app /app
EXPOSE 80
CMD ["./app"]

FROM golang:1.27 AS build
WORKDIR /app
COPY . .
RUN make prepare
RUN go build -o app .

FROM debian:trixie-slim
ENV GOPATH=/go PATH=/go/bin:$PATH
WORKDIR /app
COPY --from=build /app /srv
EXPOSE 80
CMD ["./app"]

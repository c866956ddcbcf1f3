FROM golang:1.26.5-trixie AS build
RUN go mod download \
    && go build -o /app .
FROM debian:13.6
COPY --from=build /app /app

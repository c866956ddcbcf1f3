FROM golang:1.26.5-trixie AS build
RUN go mod download
RUN go build -o /app .
FROM debian:13.6
COPY --from=build /app /app
RUN touch /a \
    && touch /b

FROM golang:1.22-alpine3.20
RUN adduser -S app
RUN apk add --no-cache nginx
WORKDIR /app
COPY --chown=app . .
RUN go build -o app .
USER app
CMD ["./app"]

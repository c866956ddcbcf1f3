FROM alpine:3.24.1
RUN apk add --no-cache curl \
    && addgroup -S app \
    && adduser -S -G app app

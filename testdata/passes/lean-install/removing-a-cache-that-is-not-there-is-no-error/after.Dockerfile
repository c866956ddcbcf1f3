FROM alpine:3.24.1
RUN apk add --update --no-cache curl && rm -rf /var/cache/apk/*
FROM python:3.14.7-trixie
COPY mime.cache /srv/
RUN pip install --no-cache-dir flask && rm -rf ~/.cache/pip && rm -r ~/.cache/go-build

FROM alpine:3.24.1
RUN apk add --update curl && rm -rf /var/cache/apk/*
FROM python:3.14.7-trixie
COPY mime.cache /srv/
RUN pip install flask && rm -rf ~/.cache/pip && rm -r ~/.cache/go-build

FROM alpine:3.24.1
RUN apk add -U curl && rm /var/cache/apk/*
FROM python:3.14.7-trixie AS build
RUN pip install flask
FROM python:3.14.7-trixie
COPY --from=build /root/.cache /root/.cache
RUN pip install flask && rm -r ~/.cache/pip

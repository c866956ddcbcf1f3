FROM alpine:3.24.1
RUN apk add -U --no-cache $PACKAGES && apk add --update --no-cache --virtual .build $BUILD
FROM python:3.14.7-trixie
RUN pip install --no-cache-dir $PACKAGES

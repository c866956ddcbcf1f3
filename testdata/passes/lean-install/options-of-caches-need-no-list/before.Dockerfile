FROM alpine:3.24.1
RUN apk add -U $PACKAGES && apk add --update --virtual .build $BUILD
FROM python:3.14.7-trixie
RUN pip install $PACKAGES

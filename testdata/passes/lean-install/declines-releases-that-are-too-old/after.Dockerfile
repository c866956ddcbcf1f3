FROM alpine:3.2
RUN apk add curl
FROM registry.example.com/alpine:3.2
RUN apk add curl
FROM alpine:edge
RUN apk add -U --no-cache curl
FROM ubuntu:14.04
RUN pip install flask
RUN gem install rails
FROM ubuntu:14.04
RUN pip install --upgrade pip
RUN pip install --no-cache-dir flask

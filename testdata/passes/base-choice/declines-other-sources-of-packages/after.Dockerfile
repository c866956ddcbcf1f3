FROM openjdk:8-jdk-alpine
RUN apk add --no-cache --repository http://packages.example.com/edge/testing tini
FROM openjdk:11-jre
RUN echo 'deb http://packages.example.com/debian stretch main' > /etc/apt/sources.list.d/x.list

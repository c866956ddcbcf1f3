FROM debian:12.8 AS debian
RUN apt-get update && apt-get install -y --no-install-recommends python3
WORKDIR /srv/app
COPY . .
CMD ["python3", "app.py", "--port", "8080"]

FROM alpine:3.20.3 AS alpine
COPY relay.py /usr/local/bin/
RUN apk add --no-cache python3
ENTRYPOINT ["relay.py", "--listen", "8080"]

FROM rockylinux:9.3 AS rocky
RUN dnf install -y java-21-openjdk-headless && dnf clean all
WORKDIR /srv/app
COPY app.jar .
CMD exec java $JAVA_OPTS -jar app.jar

FROM scratch AS empty
COPY server /server
CMD ["/server"]

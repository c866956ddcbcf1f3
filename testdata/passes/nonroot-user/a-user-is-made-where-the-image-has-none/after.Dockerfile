FROM debian:12.8 AS debian
RUN apt-get update && apt-get install -y --no-install-recommends python3
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["python3", "app.py", "--port", "8080"]

FROM alpine:3.20.3 AS alpine
COPY relay.py /usr/local/bin/
RUN apk add --no-cache python3
RUN addgroup -S -g 10001 app \
    && adduser -S -D -u 10001 -G app app
USER 10001:10001
ENTRYPOINT ["relay.py", "--listen", "8080"]

FROM rockylinux:9.3 AS rocky
RUN dnf install -y java-21-openjdk-headless && dnf clean all
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY app.jar .
USER 10001:10001
CMD exec java $JAVA_OPTS -jar app.jar

FROM scratch AS empty
COPY server /server
USER 65532:65532
CMD ["/server"]

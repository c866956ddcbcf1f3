# By its path, too, a program beside the system's own comes with a package.
FROM alpine:3.20.3 AS packaged
RUN apk add --no-cache minidlna
COPY minidlna.conf /etc/
EXPOSE 8200
ENTRYPOINT ["/usr/sbin/minidlnad", "-S"]

# It says something about itself, and waits for words.
FROM alpine:3.20.3 AS asks
COPY --from=ffmpeg /opt/ffmpeg /opt/ffmpeg
ENTRYPOINT ["/opt/ffmpeg/bin/ffmpeg"]
CMD ["--help"]

# What is in the directory that goes into PATH is not known.
FROM debian:12.8 AS path
COPY bin/* /usr/local/bin/
CMD ["tunnel-server"]

# The sources that are at hand are not what runs: it is downloaded, and may write beside itself.
FROM eclipse-temurin:21-jdk-noble AS elsewhere
WORKDIR /opt/resin
RUN curl -fsSL https://example.com/resin.tar.gz | tar xz --strip-components=1
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /opt/resin
COPY src/hello.java webapps/
USER 10001:10001
CMD ["java", "-jar", "lib/resin.jar"]

# A directory that is made where it is missing is for the process, too.
FROM node:22.12.0-bookworm AS missing
WORKDIR /srv/app
RUN [ -d /srv/app/photos ] || mkdir -p /srv/app/photos
RUN mkdir -p /srv/app/photos \
    && chown 1000:1000 /srv/app/photos
COPY bot.js .
USER 1000:1000
CMD ["node", "bot.js"]

FROM debian:12.8 AS path
ENV PATH="/opt/tool/bin:${PATH}"
COPY wrapper.sh /opt/tool/bin/wrapper
EXPOSE 8080
ENTRYPOINT ["wrapper"]

# Of the same name as what the image has, but another.
FROM node:22.12.0-bookworm AS own
WORKDIR /srv/app
COPY docker-entrypoint.sh /usr/local/bin/
COPY server.js .
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm AS image
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 server.js .
USER 1000:1000
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node", "server.js"]

# What a build has made is a program; what lies beside the source may be a script.
FROM debian:12.8 AS compiled
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app
COPY target/release/server /usr/local/bin/
USER 10001:10001
CMD ["/usr/local/bin/server", "--port", "8080"]

FROM debian:12.8 AS unknown
COPY bin/server /usr/local/bin/
CMD ["/usr/local/bin/server", "--port", "8080"]

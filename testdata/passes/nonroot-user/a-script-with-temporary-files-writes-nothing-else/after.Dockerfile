FROM debian:12.8 AS temporary
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app
COPY report.sh /usr/local/bin/
USER 10001:10001
ENTRYPOINT ["report.sh", "/etc/os-release"]

FROM debian:12.8 AS template
COPY beside.sh /usr/local/bin/
ENTRYPOINT ["beside.sh"]

FROM debian:12.8 AS chosen
COPY chosen.sh /usr/local/bin/
ENTRYPOINT ["chosen.sh"]

FROM debian:12.8 AS volume
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /data \
    && chown 10001:10001 /data
COPY keep.sh /usr/local/bin/
VOLUME /data
USER 10001:10001
CMD ["keep.sh"]

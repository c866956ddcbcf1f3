FROM debian:12.8 AS into
WORKDIR /srv/app
COPY bin/server .
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app/data \
    && chown 10001:10001 /srv/app /srv/app/data
COPY --chown=10001:10001 seed/ data/
VOLUME /srv/app/data
USER 10001:10001
CMD ["./server", "--port", "8080"]

# The context holds a directory of that name in what is copied.
FROM debian:12.8 AS above
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app /srv/app/data \
    && chown 10001:10001 /srv/app /srv/app/data
COPY --chown=10001:10001 tree/ /srv/app/
VOLUME /srv/app/data
WORKDIR /srv/app
USER 10001:10001
CMD ["./server", "--port", "8080"]

# git may be asked who owns the files.
FROM debian:12.8 AS kept
WORKDIR /srv/app
COPY tree/ .
RUN make
VOLUME /srv/app/data
CMD ["./server", "--port", "8080"]

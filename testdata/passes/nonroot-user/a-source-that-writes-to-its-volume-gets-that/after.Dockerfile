FROM python:3.13.1-slim-bookworm AS volume
WORKDIR /srv/app
COPY . .
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app/notes \
    && chown 10001:10001 /srv/app/notes
VOLUME /srv/app/notes
USER 10001:10001
CMD ["python", "app.py"]

# Nothing is made for what it writes: all of its directory is.
FROM python:3.13.1-slim-bookworm AS beside
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["python", "app.py"]

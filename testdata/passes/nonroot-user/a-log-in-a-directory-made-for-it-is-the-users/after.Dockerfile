FROM python:3.13.1-slim-bookworm AS made
RUN mkdir -p /var/log/app
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app /var/log/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD gunicorn --bind 0.0.0.0:8000 --pid /var/log/app/pid app:app >> /var/log/app/log

FROM python:3.13.1-slim-bookworm AS volume
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /data \
    && chown 10001:10001 /srv/app /data
COPY --chown=10001:10001 . .
VOLUME /data
USER 10001:10001
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--error-logfile", "/data/log", "app:app"]

# Secrets are only read, and the directory of the process is its own.
FROM python:3.13.1-slim-bookworm AS own
ENV KEY=/run/secrets/key
WORKDIR /data/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /data/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--error-logfile", "/data/app/log", "app:app"]

# Beside what is made.
FROM python:3.13.1-slim-bookworm AS beside
RUN mkdir -p /var/log/app
WORKDIR /srv/app
COPY . .
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--error-logfile", "/var/log/app.log", "app:app"]

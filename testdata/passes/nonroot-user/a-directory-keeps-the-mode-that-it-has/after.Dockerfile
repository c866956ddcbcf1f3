FROM python:3.13.1-slim-bookworm
WORKDIR /srv/app
RUN chmod 1777 /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["python", "app.py"]

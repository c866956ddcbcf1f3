FROM python:3.12.4-bookworm
RUN pip install --no-cache-dir flask
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app /data \
    && chown 10001:10001 /srv/app /data
VOLUME /data
WORKDIR /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["python", "app.py"]

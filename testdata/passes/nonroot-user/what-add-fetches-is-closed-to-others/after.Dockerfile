FROM python:3.12.4-slim-bookworm AS script
ADD https://example.org/serve.py /usr/local/bin/serve.py
RUN chmod +x /usr/local/bin/serve.py
CMD ["python", "/usr/local/bin/serve.py"]

FROM debian:12.8 AS files
ADD https://example.org/model.bin https://example.org/names.txt /opt/model/

FROM python:3.12.4-slim-bookworm AS copied
COPY --from=files /opt/model /opt/model
COPY app.py /srv/app/
WORKDIR /srv/app
CMD ["python", "app.py"]

FROM python:3.12.4-slim-bookworm AS opened
ADD https://example.org/serve.py /usr/local/bin/serve.py
RUN chmod 755 /usr/local/bin/serve.py
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app
USER 10001:10001
CMD ["python", "/usr/local/bin/serve.py"]

FROM python:3.12.4-slim-bookworm AS compiled
ADD https://example.org/v1/tini /usr/local/bin/tini
RUN chmod +x /usr/local/bin/tini
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 app.py /srv/app/
WORKDIR /srv/app
USER 10001:10001
ENTRYPOINT ["tini", "--", "python", "app.py"]

FROM python:3.12.4-slim-bookworm AS used-up
ADD https://example.org/data.tar.gz /tmp/
RUN tar -xzf /tmp/data.tar.gz -C /opt && rm /tmp/data.tar.gz
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 app.py /srv/app/
WORKDIR /srv/app
USER 10001:10001
CMD ["python", "app.py"]

FROM python:3.12.4-slim-bookworm AS with-mode
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /srv/app \
    && chown 10001:10001 /srv/app
ADD --chmod=644 https://example.org/serve.py /srv/app/serve.py
WORKDIR /srv/app
USER 10001:10001
CMD ["python", "serve.py"]

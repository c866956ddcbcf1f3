FROM python:3.13.1-slim-bookworm AS numbered
RUN groupadd --gid 2000 web && useradd --uid 2001 --gid web --create-home web
WORKDIR /srv/app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
RUN chown 2001:2000 /srv/app
COPY --chown=2001:2000 . .
USER 2001:2000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

FROM alpine:3.20.3 AS named
RUN adduser -D worker && apk add --no-cache python3
COPY worker.py /usr/local/bin/
USER worker
ENTRYPOINT ["worker.py"]

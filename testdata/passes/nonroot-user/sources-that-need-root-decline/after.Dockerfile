FROM python:3.13.1-slim-bookworm AS log
WORKDIR /srv/app
COPY log/ .
CMD ["python", "app.py"]

FROM python:3.13.1-slim-bookworm AS run
WORKDIR /srv/app
COPY run/ .
CMD ["python", "app.py"]

FROM python:3.13.1-slim-bookworm AS drop
WORKDIR /srv/app
COPY drop/ .
CMD ["python", "app.py"]

FROM python:3.13.1-slim-bookworm AS socket
WORKDIR /srv/app
COPY socket/ .
CMD ["python", "app.py"]

# The directory is made for it, and secrets are only read.
FROM python:3.13.1-slim-bookworm AS given
WORKDIR /srv/app
RUN mkdir -p /var/log/tool
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /var/log/tool
COPY given/ .
USER 10001:10001
CMD ["python", "app.py"]

# Settings of servers are read too.
FROM python:3.13.1-slim-bookworm AS settings
WORKDIR /srv/app
COPY settings/ .
CMD ["gunicorn", "-c", "gunicorn.conf.py", "app:app"]

FROM python:3.13.1-slim-bookworm AS changes
WORKDIR /srv/app
COPY changes/ .
CMD ["uwsgi", "--ini", "app.ini"]

FROM python:3.13.1-slim-bookworm AS socket-file
WORKDIR /srv/app
COPY beside/ .
CMD ["uwsgi", "--ini", "app.ini"]

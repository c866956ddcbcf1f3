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
COPY given/ .
CMD ["python", "app.py"]

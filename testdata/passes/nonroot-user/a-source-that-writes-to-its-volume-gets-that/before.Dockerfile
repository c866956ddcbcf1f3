FROM python:3.13.1-slim-bookworm AS volume
WORKDIR /srv/app
COPY . .
VOLUME /srv/app/notes
CMD ["python", "app.py"]

# Nothing is made for what it writes: all of its directory is.
FROM python:3.13.1-slim-bookworm AS beside
WORKDIR /srv/app
COPY . .
CMD ["python", "app.py"]

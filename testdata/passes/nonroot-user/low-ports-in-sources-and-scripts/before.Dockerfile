FROM node:22.12.0-bookworm AS web
WORKDIR /srv/app
COPY web/ .
CMD ["node", "server.js"]

FROM python:3.13.1-slim-bookworm AS flask
WORKDIR /srv/app
COPY flask/ .
CMD ["python", "app.py"]

FROM golang:1.23.4-bookworm AS go
WORKDIR /srv/app
COPY go/ .
RUN go build -o /server .
CMD ["/server"]

FROM rust:1.83.0-bookworm AS rust
WORKDIR /srv/app
COPY rust/ .
RUN cargo build --release
CMD ["./target/release/server"]

FROM python:3.13.1-slim-bookworm AS settings
WORKDIR /srv/app
COPY settings/ .
CMD ["gunicorn", "-c", "gunicorn.conf.py", "app:app"]

FROM python:3.13.1-slim-bookworm AS default
WORKDIR /srv/app
COPY client/ .
CMD gunicorn --bind 0.0.0.0:${WEB:-80} app:app

FROM python:3.13.1-slim-bookworm AS variable
WORKDIR /srv/app
ENV WEB=81
COPY client/ .
CMD gunicorn --bind 0.0.0.0:$WEB app:app

FROM python:3.13.1-slim-bookworm AS script
WORKDIR /srv/app
COPY start/ .
CMD ["./run.sh"]

# The ports of others, and one that the file sets: all are high, or not opened here.
FROM python:3.13.1-slim-bookworm AS client
WORKDIR /srv/app
ENV WEB=8000
COPY client/ .
CMD gunicorn --bind 0.0.0.0:${WEB:-80} app:app

FROM node:26.7.0-trixie
WORKDIR /srv
CMD npm start

FROM debian:13.6 AS quoted
CMD /srv/serve --title "it's \"quoted\" \\ here" 'C:\path' tab\	tab ''

FROM python:3.14.7-trixie AS lines
entrypoint  gunicorn --bind 0.0.0.0:8000 \
    # how many
    --workers 4 \
      --access-logfile - \
    app:app

FROM alpine:3.24.1 AS empty-entrypoint
SHELL ["/bin/ash", "-o", "pipefail", "-c"]
ENTRYPOINT []
CMD ./server

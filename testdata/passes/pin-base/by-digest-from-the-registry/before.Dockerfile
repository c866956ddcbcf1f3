ARG GO_TAG=latest
FROM golang:${GO_TAG} AS tool
FROM docker.io/library/python AS app
# No version of it has this digest; the digest says it all.
COPY --from=quay.io/example/assets /srv /srv
# The registry has no such image.
COPY --from=quay.io/example/gone /srv /srv
FROM python:3.14.7-trixie

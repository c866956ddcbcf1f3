ARG GO_TAG=1.27.0-trixie@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
FROM golang:${GO_TAG} AS tool
FROM docker.io/library/python:3.14.7-trixie@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb AS app
# No version of it has this digest; the digest says it all.
COPY --from=quay.io/example/assets:latest@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc /srv /srv
# The registry has no such image.
COPY --from=quay.io/example/gone /srv /srv
FROM python:3.14.7-trixie

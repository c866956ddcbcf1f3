ARG VERSION
ARG MIRROR
FROM python:${VERSION} AS one
FROM ${MIRROR}/alpine AS two
# These say which tag they want, whatever the variable is.
FROM ${MIRROR}/alpine:3.22 AS three
FROM php:${VERSION}-fpm-alpine AS four

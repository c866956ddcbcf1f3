FROM alpine:3.22 AS alpine
RUN apk add --no-cache ca-certificates

FROM Alpine AS certificates

FROM scratch
COPY --from=alpine /etc/ssl /etc/ssl
COPY --from=0 /etc/passwd /etc/passwd
COPY --from=busybox@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef /bin/busybox /busybox
COPY --from=python:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef /usr/local /python

FROM python:3.14.7-trixie
COPY --from=postgres:18.6-alpine3.24 /usr/local/bin/psql /usr/local/bin/psql
COPY --from=alpine:3.24.1 /bin/busybox /bin/busybox

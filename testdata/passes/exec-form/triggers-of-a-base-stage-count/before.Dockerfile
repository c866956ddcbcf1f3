FROM debian:13.6 AS base
CMD serve
ONBUILD ENTRYPOINT ["/sbin/init"]

FROM base
CMD serve --port 80

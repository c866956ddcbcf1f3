FROM debian:13.6 AS base
CMD exec serve
ONBUILD ENTRYPOINT ["/sbin/init"]

FROM base
CMD exec serve --port 80

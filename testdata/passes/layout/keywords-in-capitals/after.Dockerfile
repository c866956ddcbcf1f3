# syntax=docker/dockerfile:1
FROM debian:13.6 AS build
RUN make \
  && make install
ONBUILD run make
HEALTHCHECK cmd true

FROM scratch AS final
COPY --from=build <<EOF /etc/motd
run away
EOF

# syntax=docker/dockerfile:1
from debian:13.6 as build
Run make \
  && make install
onbuild run make
healthcheck cmd true

From scratch As final
copy --from=build <<EOF /etc/motd
run away
EOF

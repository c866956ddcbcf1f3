FROM debian:12
COPY <<END /srv/a
x
END

FROM debian:12
RUN <<END
set -e
make
make install
END

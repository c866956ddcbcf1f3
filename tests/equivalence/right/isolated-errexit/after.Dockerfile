FROM debian:12
RUN set -e; ( set -e; make; make install ); ( set +e; false; make check )

FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
COPY t.c /src/
RUN gcc -o /usr/local/bin/t /src/t.c
COPY firmware.tar.gz /srv/fw/
COPY kernel.c /srv/kernels/
COPY other.c /srv/other/
CMD ["t", "/srv/fw/firmware.tar.gz", "/srv/kernels/kernel.c"]

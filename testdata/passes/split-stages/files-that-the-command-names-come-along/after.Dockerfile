FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
COPY t.c /src/
RUN gcc -o /usr/local/bin/t /src/t.c
COPY firmware.tar.gz /srv/fw/
COPY kernel.c /srv/kernels/
COPY other.c /srv/other/

FROM debian:12
RUN apt-get update \
    && apt-get install -y --no-install-recommends libatomic1 libgomp1 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/t /usr/local/bin/t
COPY --from=build /srv/fw /srv/fw
COPY --from=build /srv/kernels /srv/kernels
CMD ["t", "/srv/fw/firmware.tar.gz", "/srv/kernels/kernel.c"]

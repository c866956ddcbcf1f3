FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc make libc6-dev libevent-dev libssl-dev curl \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSL https://example.com/relay-1.2.tar.gz | tar xz -C /tmp \
    && cd /tmp/relay-1.2 \
    && ./configure --sbindir=/usr/local/sbin \
    && make && make install && rm -rf /tmp/relay-1.2

FROM debian:12
RUN apt-get update \
    && apt-get install -y --no-install-recommends libatomic1 libgomp1 libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-openssl-2.1-7 libevent-pthreads-2.1-7 libssl3 curl \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local /usr/local
RUN ldconfig
EXPOSE 7000/udp
USER nobody
ENTRYPOINT ["relay"]

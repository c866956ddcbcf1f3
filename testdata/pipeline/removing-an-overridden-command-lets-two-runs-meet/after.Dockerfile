FROM debian:13.6
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl ca-certificates \
    && groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
CMD ["curl"]

# golang: Debian's compiler in the directory and with the environment of the hub's image. Debian leaves out the time zones that
# come with the compiler, because it has them elsewhere.
ARG BASE
FROM ${BASE}
RUN apt-get update && apt-get install -y --no-install-recommends golang-go zip \
    && cp -rL "$(go env GOROOT)" /usr/local/go \
    && mkdir -p /usr/local/go/lib/time && cd /usr/share/zoneinfo && zip -q -r -0 /usr/local/go/lib/time/zoneinfo.zip . \
    && apt-get purge -y --auto-remove golang-go zip && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /go/src /go/bin && chmod -R 1777 /go
ENV GOTOOLCHAIN=local GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go

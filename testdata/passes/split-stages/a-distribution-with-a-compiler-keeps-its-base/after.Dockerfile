FROM ubuntu:24.04 AS build
ARG VERSION=1
ENV RELEASE=r$VERSION GOPATH=/work
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    ca-certificates golang-go git libsqlite3-dev && rm -rf /var/lib/apt/lists/*
RUN mkdir /var/lib/notes && useradd --system notes
RUN git clone https://example.com/notes.git /work/src/notes && cd /work/src/notes && go build -o /usr/local/bin/notes .
COPY notes.conf /etc/

FROM ubuntu:24.04
ARG VERSION=1
ENV RELEASE=r$VERSION GOPATH=/work
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 tzdata \
    && rm -rf /var/lib/apt/lists/*
RUN mkdir /var/lib/notes && useradd --system notes
COPY notes.conf /etc/
COPY --from=build /usr/local/bin/notes /usr/local/bin/notes
VOLUME /var/lib/notes
CMD notes --config /etc/notes.conf

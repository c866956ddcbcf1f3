FROM gcc:16-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends libjansson-dev
WORKDIR /build/tally
COPY . .
RUN make && make install

FROM debian:trixie-slim
WORKDIR /build/tally
RUN apt-get update \
    && apt-get install -y --no-install-recommends libjansson4 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /build/tally /build/tally
COPY --from=build /usr/local/bin/tally /usr/local/bin/tally
COPY --from=build /usr/local/share/tally /usr/local/share/tally
ENTRYPOINT ["tally"]

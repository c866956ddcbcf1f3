FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends cargo && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /src
COPY --from=build /src/target/release/plural target/release/plural
ENTRYPOINT ["/src/target/release/plural"]

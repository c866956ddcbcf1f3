FROM debian:12
RUN --mount=type=cache,target=/cache touch /cache/a

FROM debian:12
RUN --mount=type=cache,target=/c touch /c/a && make /c/*

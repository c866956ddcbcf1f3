FROM debian:13.6
RUN --mount=type=tmpfs,target=/build make
RUN --mount=type=tmpfs,target=/build ls /build

FROM debian:12
RUN --mount=type=tmpfs,target=/t touch /t/a && make /t/*

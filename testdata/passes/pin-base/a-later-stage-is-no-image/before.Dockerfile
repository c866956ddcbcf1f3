FROM alpine:3.24.1 AS a
COPY --from=nginx /x /x
RUN --mount=from=nginx,target=/m a
FROM busybox:1.38.0 AS nginx

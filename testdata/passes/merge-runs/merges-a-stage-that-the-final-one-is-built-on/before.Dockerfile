FROM alpine:3.24.1 AS base
RUN apk add --no-cache ca-certificates
RUN adduser -D app
FROM base AS test
RUN touch /t
RUN touch /u
FROM base
COPY --from=test /t /t

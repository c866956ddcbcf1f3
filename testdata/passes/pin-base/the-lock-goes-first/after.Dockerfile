# The lock is older than the catalog, and it is what was agreed on.
FROM python:3.14.5-bookworm AS build
COPY --from=registry.example.com/tools:1.4.2 /bin/tool /bin/tool
# Not in the lock: the catalog's.
FROM alpine:3.24.1

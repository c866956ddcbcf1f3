# The lock is older than the catalog, and it is what was agreed on.
FROM python AS build
COPY --from=registry.example.com/tools:latest /bin/tool /bin/tool
# Not in the lock: the catalog's.
FROM alpine

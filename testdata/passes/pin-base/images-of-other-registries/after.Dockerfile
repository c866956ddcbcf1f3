# escape=`
FROM registry.example.com/team/base:4.2.1-bookworm AS base
FROM registry.example.com/team/base:4.2.1-slim-bookworm AS slim
FROM registry.example.com/team/base:4.2.1-bookworm AS exact
FROM registry.example.com/team/base:20261101 AS dated
COPY --from=localhost:5000/tools:1.0.3 /bin/tool C:/tool

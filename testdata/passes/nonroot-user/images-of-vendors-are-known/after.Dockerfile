FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS eight
WORKDIR /app
RUN chown 1654:1654 /app
COPY out .
USER 1654:1654
ENTRYPOINT ["dotnet", "web.dll"]

# Before 8.0 it listens on port 80, unless told otherwise.
FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine AS six
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "web.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine AS told
ENV ASPNETCORE_URLS=http://+:8080
WORKDIR /app
RUN addgroup -S -g 10001 app \
    && adduser -S -D -u 10001 -G app app \
    && chown 10001:10001 /app
COPY out .
USER 10001:10001
ENTRYPOINT ["dotnet", "web.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled AS chiseled
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "web.dll"]

FROM registry.access.redhat.com/ubi9/ubi:9.5 AS ubi
WORKDIR /app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /app
COPY app.jar .
USER 10001:10001
CMD ["java", "-jar", "app.jar"]

FROM registry.access.redhat.com/ubi9/ubi-minimal:9.5 AS minimal
WORKDIR /app
COPY app.jar .
CMD ["java", "-jar", "app.jar"]

# The exec form needs no shell.
FROM gcr.io/distroless/static-debian12 AS distroless
COPY target/release/server /server
USER 65532:65532
CMD ["/server"]

FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS eight
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "web.dll"]

# Before 8.0 it listens on port 80, unless told otherwise.
FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine AS six
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "web.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine AS told
ENV ASPNETCORE_URLS=http://+:8080
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "web.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled AS chiseled
WORKDIR /app
COPY out .
ENTRYPOINT ["dotnet", "web.dll"]

FROM registry.access.redhat.com/ubi9/ubi:9.5 AS ubi
WORKDIR /app
COPY app.jar .
CMD ["java", "-jar", "app.jar"]

FROM registry.access.redhat.com/ubi9/ubi-minimal:9.5 AS minimal
WORKDIR /app
COPY app.jar .
CMD ["java", "-jar", "app.jar"]

# The exec form needs no shell.
FROM gcr.io/distroless/static-debian12 AS distroless
COPY target/release/server /server
CMD ["/server"]

FROM mcr.microsoft.com/dotnet/sdk:8.0 AS builds
WORKDIR /srv/app
COPY . .
RUN dotnet build
CMD ["dotnet", "run"]

FROM node:22.11.0-bookworm-slim AS port
WORKDIR /srv/app
COPY . .
CMD ["node", "/srv/app/server.js", "80"]

FROM node:22.11.0-bookworm-slim AS number
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 . .
USER 1000:1000
CMD ["node", "/srv/app/server.js", "--workers", "80"]

FROM python:3.12.4-bookworm AS told
WORKDIR /srv/notebooks
COPY . .
RUN pip install --no-cache-dir jupyter
CMD ["jupyter", "notebook", "--ip=0.0.0.0", "--allow-root"]

FROM python:3.12.4-alpine3.20 AS socket
RUN pip install --no-cache-dir docker==7.1.0
WORKDIR /srv/app
COPY main.py .
CMD ["python", "main.py"]

FROM eclipse-temurin:11-jdk-noble AS unpacks
WORKDIR /opt/server
RUN curl -fsSL https://example.org/server.tar.gz | tar xz --strip-components=1
COPY app.war webapps/ROOT.war
CMD ["java", "-jar", "lib/server.jar", "console"]

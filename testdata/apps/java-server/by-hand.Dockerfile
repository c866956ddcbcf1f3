FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends default-jdk-headless && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/station
COPY src src
RUN javac -d . src/Station.java

FROM debian:bookworm-slim
# The package's links to pages of the manual need their directory, which a slim image lacks.
RUN mkdir -p /usr/share/man/man1 && apt-get update && apt-get install -y --no-install-recommends default-jre-headless && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/station
COPY timetable.txt ./
COPY --from=build /srv/station/Station.class ./
EXPOSE 8080
CMD ["java", "Station"]

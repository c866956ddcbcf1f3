FROM maven:3-eclipse-temurin-17 AS build
COPY . .
RUN mvn -B package

FROM eclipse-temurin:17-jdk
COPY --from=build target/app.jar /srv/
CMD ["java", "-jar", "/srv/app.jar"]

# Compiles when it starts.
FROM eclipse-temurin:17-jdk-jammy
COPY . /srv
CMD cd /srv && ./gradlew bootRun

# Somebody builds in it.
FROM eclipse-temurin:21-jdk-noble
RUN apt-get update && apt-get install -y --no-install-recommends ant \
 && rm -rf /var/lib/apt/lists/*
CMD ["bash"]

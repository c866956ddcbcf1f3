FROM eclipse-temurin:8-jdk-noble AS build
WORKDIR /src
COPY Greeter.java ./
RUN javac Greeter.java

FROM openjdk:slim AS check
COPY --from=build /src/Greeter.class /check/

FROM eclipse-temurin:8-jre-alpine
WORKDIR /srv
COPY --from=build /src/Greeter.class ./
CMD ["java", "Greeter"]

FROM eclipse-temurin:21-jre-noble
FROM registry.example.com/openjdk:8
FROM debian:13.6
COPY --from=openjdk:8 /usr/lib/x /x

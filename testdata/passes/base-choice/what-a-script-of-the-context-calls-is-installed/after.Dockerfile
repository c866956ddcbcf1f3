FROM eclipse-temurin:11-jre-noble
RUN apt-get update && apt-get install -y --no-install-recommends unzip
WORKDIR /srv
COPY fetch-models.sh service.jar ./
RUN ./fetch-models.sh
CMD ["java", "-jar", "service.jar"]

FROM openjdk:11-jre
WORKDIR /srv
COPY fetch-models.sh service.jar ./
RUN ./fetch-models.sh
CMD ["java", "-jar", "service.jar"]

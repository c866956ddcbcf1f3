FROM docker.io/library/openjdk:11-jdk-slim AS run
RUN groupadd app && useradd -g app app
COPY app.jar /srv/app.jar
USER app
CMD ["java", "-jar", "/srv/app.jar"]

FROM docker.io/library/eclipse-temurin:11-jdk-jammy AS run
RUN groupadd app && useradd -g app app
COPY app.jar /srv/app.jar
USER app
CMD ["java", "-jar", "/srv/app.jar"]

FROM openjdk:17-jdk AS one
RUN microdnf install -y findutils
FROM openjdk:17-jdk AS two
RUN microdnf clean all
FROM openjdk:17 AS three
COPY app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]

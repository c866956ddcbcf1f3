FROM openjdk:8u131-jre-alpine
COPY app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]

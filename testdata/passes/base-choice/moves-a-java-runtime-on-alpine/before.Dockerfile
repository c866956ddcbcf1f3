FROM openjdk:8-jre-alpine
RUN apk add --no-cache bash tzdata
COPY app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]

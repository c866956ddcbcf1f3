FROM openjdk:8-jre
COPY app.jar /app.jar
ENTRYPOINT ["/usr/bin/java", "-jar", "/app.jar"]
FROM openjdk:8-jre
ENV PATH=/opt/tool/bin:/usr/bin:/bin
RUN java -version

FROM eclipse-temurin:8-jre-jammy
ENV GATEWAY_JAVA_VERSION=8
RUN apt-get update && apt-get install -y netcat && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY gateway.jar wait-for ./
CMD ["./wait-for", "java", "-jar", "gateway.jar"]

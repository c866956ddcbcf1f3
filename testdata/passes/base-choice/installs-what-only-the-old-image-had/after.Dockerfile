FROM eclipse-temurin:8-jdk-noble
RUN apt-get update && apt-get install -y --no-install-recommends git unzip
# The sources.
RUN git clone https://git.example.com/shop.git /shop
RUN unzip /shop/data.zip
CMD ["java", "-cp", "/shop", "Main"]

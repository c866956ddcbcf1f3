FROM openjdk:8
# The sources.
RUN git clone https://git.example.com/shop.git /shop
RUN unzip /shop/data.zip
CMD ["java", "-cp", "/shop", "Main"]

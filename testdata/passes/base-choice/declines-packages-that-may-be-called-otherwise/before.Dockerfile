FROM java:8-jre AS base
FROM base
RUN apt-get update && apt-get install -y libmysql-java

FROM openjdk:7-jre
RUN true
FROM openjdk
RUN true
FROM openjdk:12-oraclelinux7
RUN true

FROM java AS build
WORKDIR /src
COPY Greeter.java ./
RUN javac Greeter.java

FROM openjdk:slim AS check
COPY --from=build /src/Greeter.class /check/

FROM openjdk:jre-alpine
WORKDIR /srv
COPY --from=build /src/Greeter.class ./
CMD ["java", "Greeter"]

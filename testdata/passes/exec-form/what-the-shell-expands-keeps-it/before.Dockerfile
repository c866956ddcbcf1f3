FROM eclipse-temurin:25.0.4_7-jre-noble
CMD java $JAVA_OPTS -jar "/srv/${NAME:-app}.jar"

FROM node:26.7.0-trixie AS assigned
CMD NODE_ENV=production PORT=$PORT node server.js

FROM debian:13.6 AS patterns
ENTRYPOINT \
    $TOOL_HOME/bin/tool --config ~/tool.conf lib/*.so $(nproc) `id -u`

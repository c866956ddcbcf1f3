FROM eclipse-temurin:25.0.4_7-jre-noble
CMD exec java $JAVA_OPTS -jar "/srv/${NAME:-app}.jar"

FROM node:26.7.0-trixie AS assigned
CMD NODE_ENV=production PORT=$PORT exec node server.js

FROM debian:13.6 AS patterns
ENTRYPOINT \
    exec $TOOL_HOME/bin/tool --config ~/tool.conf lib/*.so $(nproc) `id -u`

FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
COPY setup.sh /tmp/
RUN sh /tmp/setup.sh

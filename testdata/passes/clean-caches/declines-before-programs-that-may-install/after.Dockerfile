FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
COPY setup.sh /tmp/
RUN /tmp/setup.sh

FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
RUN <<EOT
apt-get install -y nginx
EOT

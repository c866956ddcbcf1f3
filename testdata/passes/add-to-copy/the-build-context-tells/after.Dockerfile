FROM debian:13.6
COPY src /app/src
COPY start /usr/local/bin/
ADD bundle /opt/

FROM debian:13.6
ADD src /app/src
ADD start /usr/local/bin/
ADD bundle /opt/

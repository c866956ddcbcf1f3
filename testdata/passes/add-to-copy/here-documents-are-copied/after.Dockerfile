# syntax=docker/dockerfile:1
FROM debian:13.6
COPY <<motd <<"issue" /etc/
Welcome to $HOSTNAME
motd
Debian
issue
COPY --chmod=755 <<EOF notes.txt /srv/
ADD is what this line says
EOF

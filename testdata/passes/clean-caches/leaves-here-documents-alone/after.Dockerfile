# syntax=docker/dockerfile:1
FROM debian:13.6
RUN <<EOT
apt-get update
apt-get install -y nginx
EOT

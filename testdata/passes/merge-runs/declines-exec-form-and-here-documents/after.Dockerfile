FROM debian:13.6
RUN ["apt-get", "update"]
RUN apt-get install -y curl
RUN <<EOF
touch /a
EOF
RUN touch /b

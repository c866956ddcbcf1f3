FROM debian:13.6
RUN apt-get install -y texlive-latex-base
FROM almalinux:9.6
RUN dnf install -y @development
RUN dnf install -y nodejs && dnf install -y php8.3-cli

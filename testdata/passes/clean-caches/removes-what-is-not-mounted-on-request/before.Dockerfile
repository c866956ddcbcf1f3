FROM fedora:43
RUN dnf -y install nginx

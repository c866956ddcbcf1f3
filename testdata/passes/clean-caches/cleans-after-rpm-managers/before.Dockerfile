FROM almalinux:9
RUN yum install -y nginx

FROM fedora:43
RUN dnf -y install nginx

FROM opensuse/leap:15.6
RUN zypper --non-interactive install nginx

FROM redhat/ubi9-minimal
RUN microdnf install -y nginx

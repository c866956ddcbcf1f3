FROM almalinux:9
RUN yum install -y nginx \
    && yum clean all

FROM fedora:43
RUN dnf -y install nginx \
    && dnf clean all

FROM opensuse/leap:15.6
RUN zypper --non-interactive install nginx \
    && zypper clean --all

FROM redhat/ubi9-minimal
RUN microdnf install -y nginx \
    && microdnf clean all

FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
RUN microdnf install -y --setopt=install_weak_deps=0 tar
FROM registry.access.redhat.com/ubi7/ubi-minimal:7.9
RUN microdnf install -y tar
FROM registry.example.com/base:4.2
RUN microdnf install -y tar
RUN dnf install -y $PACKAGES

from debian:13.6
label org.opencontainers.image.authors="Someone"
user app

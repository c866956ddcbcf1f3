from debian:13.6
maintainer Someone
user app

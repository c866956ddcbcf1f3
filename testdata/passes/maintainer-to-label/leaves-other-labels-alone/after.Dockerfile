FROM debian:13.6
LABEL maintainer="The Team"

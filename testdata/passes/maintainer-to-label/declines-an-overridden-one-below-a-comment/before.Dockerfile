FROM debian:13.6
# Who began it
MAINTAINER first
MAINTAINER second

FROM debian:13.6
MAINTAINER "Team $ \ five"

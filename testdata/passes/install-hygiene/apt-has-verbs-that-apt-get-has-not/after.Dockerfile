FROM debian:13.6
RUN apt list --installed && apt show curl
RUN apt-get update && apt list --upgradable

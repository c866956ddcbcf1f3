FROM debian:13.6
ARG PACKAGES
RUN apt-get install -y $PACKAGES
RUN apt-get install -y curl ${PACKAGES}
RUN for package in curl git; do apt-get install -y $package; done
RUN for package in curl git; do apt-get install -y "$package"; done

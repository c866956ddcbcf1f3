FROM debian:13.6
RUN ap\
t install -y curl
RUN apt-get inst\
all curl

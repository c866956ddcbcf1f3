FROM debian:13.6
RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/90lean
RUN apt-get install -y curl

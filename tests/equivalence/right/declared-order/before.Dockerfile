FROM debian:12
RUN apt-get install -y c a b a && make

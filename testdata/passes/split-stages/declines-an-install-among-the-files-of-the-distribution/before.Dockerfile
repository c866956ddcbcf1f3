FROM debian:12
RUN apt-get update && apt-get install -y gcc make
COPY . /src/relay
RUN cd /src/relay && ./configure --prefix=/usr && make && make install
CMD ["/usr/bin/relay"]

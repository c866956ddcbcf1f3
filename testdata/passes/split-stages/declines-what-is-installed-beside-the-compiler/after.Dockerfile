FROM golang:1.27
RUN apt-get update && apt-get install -y libssl-dev
ADD https://example.com/relay-2.0.tar.gz /tmp/
RUN cd /tmp && tar xzf relay-2.0.tar.gz && cd relay-2.0 && ./configure && make && make install
CMD ["relay"]

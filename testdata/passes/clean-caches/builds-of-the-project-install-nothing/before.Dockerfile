FROM debian:13.6
RUN apt-get update && apt-get install -y gcc make
COPY . /src
WORKDIR /src
RUN ./configure && make install

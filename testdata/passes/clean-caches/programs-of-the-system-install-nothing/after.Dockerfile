FROM debian:13.6
RUN apt-get update && apt-get install -y gcc make python3 \
    && rm -rf /var/lib/apt/lists/*
COPY . /src
WORKDIR /src
RUN make && make install
RUN python3 -m compileall /src
CMD ["/src/server"]

FROM debian:12
RUN make() { command make -j2; }; make && make install

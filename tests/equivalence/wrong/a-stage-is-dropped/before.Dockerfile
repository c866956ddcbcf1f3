FROM debian:12 AS a
RUN make
FROM debian:12
RUN make install

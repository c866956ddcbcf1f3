FROM debian:12
RUN make {a,b}

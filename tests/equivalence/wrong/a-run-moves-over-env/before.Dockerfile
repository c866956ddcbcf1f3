FROM debian:12
RUN make
ENV A=1

FROM debian:13.6 AS build
RUN make
ONBUILD RUN make

FROM debian:13.6
RUN ( X=1 : ) \
    && ( echo ${Y:=2} ) \
    && DEBIAN_FRONTEND=noninteractive apt-get update \
    && echo "[$X$Y]" > /values

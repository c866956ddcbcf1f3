FROM debian:13.6
RUN X=1 :
RUN echo ${Y:=2}
RUN DEBIAN_FRONTEND=noninteractive apt-get update
RUN echo "[$X$Y]" > /values

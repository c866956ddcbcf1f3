FROM debian:13.6
ARG OPTIONS=-y
RUN apt-get $OPTIONS install curl
RUN apt-get install $OPTIONS curl
RUN apt-get install --shout curl

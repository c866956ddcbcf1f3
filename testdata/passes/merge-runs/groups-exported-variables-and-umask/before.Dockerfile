FROM debian:13.6
RUN export PREFIX=/opt && ./configure --prefix=$PREFIX
RUN umask 077; mkdir /secret
RUN touch /after

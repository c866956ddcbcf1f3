FROM debian:13.6
RUN cd /usr/src && tar xf app.tar && make
RUN ls
RUN cd /opt && make install

FROM debian:13.6
WORKDIR /srv
RUN make && cd /opt && make
RUN cd /opt; make
RUN cd /opt || exit 1
RUN cd /opt
RUN (cd /opt && make) && make
RUN ["sh", "-c", "cd /opt && make"]
WORKDIR /srv/app

# The container would start in /opt, and nothing says where it starts now.
FROM registry.example.com/team/base:1.2 AS a
RUN cd /opt && make
RUN cd /opt && make install
FROM registry.example.com/team/base:1.2 AS b
RUN cd /opt && make
RUN cd /opt && make install
COPY app .
WORKDIR /srv
# WORKDIR would make it.
FROM debian:13.6 AS c
WORKDIR /srv
RUN cd /opt/missing && make
RUN cd /opt/missing && make install
FROM busybox:1.37.0 AS d
WORKDIR /srv
RUN cd /opt && make
RUN cd /opt && make install
# The next RUN would find an empty one.
FROM debian:13.6 AS e
WORKDIR /srv
RUN mkdir /tmp/x
RUN cd /tmp/x && make && sudo rm -rf /tmp/x
RUN cd /tmp/x && make
# Back to where it was.
FROM debian:13.6 AS f
WORKDIR /srv
RUN cd /opt && make && cd -
RUN cd /opt && echo $OLDPWD
# Only the first of them runs in the directory.
FROM debian:13.6 AS g
WORKDIR /srv
RUN cd /opt && make & ls
RUN cd /opt && make

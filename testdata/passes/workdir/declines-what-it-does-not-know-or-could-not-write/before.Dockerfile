FROM registry.example.com/base:4.2 AS a
RUN cd app && make
RUN cd app && make install
FROM debian:13.6 AS b
WORKDIR /srv
RUN cd $HOME && make
RUN cd ~ && make
RUN cd $(dirname x) && make
RUN cd /opt/once && make
RUN --mount=type=cache,target=cache cd /opt && make
RUN cd /opt && \
    # the big one
    make
RUN cd /opt && [ -e x ]
RUN cd /opt && find . -exec ls {} ; && ls
SHELL ["/bin/bash", "-lc"]
RUN cd /opt && make
FROM registry.example.com/base:4.2 AS c
RUN cd /opt && make &> log

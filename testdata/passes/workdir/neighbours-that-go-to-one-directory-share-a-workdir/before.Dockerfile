FROM debian:13.6
WORKDIR /srv
COPY app/ app/
COPY tools/ /opt/tools/

# Both in the same directory.
RUN cd app && ./configure \
    && make
LABEL stage=built
RUN cd /srv/app/ && \
    make install
# What follows runs in /srv again.
RUN ls

RUN cd /opt/tools && ./install
RUN cd /opt/tools && ./check || true
RUN cd /opt && rm -rf tools
RUN cd /opt && ls
CMD ["./serve"]

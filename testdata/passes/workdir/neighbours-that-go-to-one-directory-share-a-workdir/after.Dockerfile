FROM debian:13.6
WORKDIR /srv
COPY app/ app/
COPY tools/ /opt/tools/

WORKDIR /srv/app
# Both in the same directory.
RUN ./configure \
    && make
LABEL stage=built
RUN make install
WORKDIR /srv
# What follows runs in /srv again.
RUN ls

WORKDIR /opt/tools
RUN ./install
RUN ./check || true
WORKDIR /opt
RUN rm -rf tools
RUN ls
WORKDIR /srv
CMD ["./serve"]

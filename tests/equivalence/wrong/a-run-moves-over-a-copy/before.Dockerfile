FROM debian:12
RUN make
COPY a.txt /srv/

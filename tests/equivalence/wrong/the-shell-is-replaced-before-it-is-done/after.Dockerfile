FROM debian:12
RUN ln -sf bash /bin/sh && make {a,b}

FROM debian:12
RUN ln -sf bash /bin/sh
RUN make {a,b}

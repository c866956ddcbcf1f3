FROM debian:13.6
RUN cd /etc && echo 127.0.0.1 db >> hosts
RUN ping -c 1 db \
    && cd /dev \
    && mknod foo c 1 2
RUN ls /dev/foo

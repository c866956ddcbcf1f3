FROM debian:13.6
RUN make -j $(grep -c ^processor /proc/cpuinfo) \
    && sed -i 's#/dev/log#/x#' /etc/app.conf \
    && ln -s /proc/self/fd/1 /var/log/app.log \
    && ln -s /bin/sh /opt/sh \
    && ( ls > /dev/full || true )

FROM debian:13.6
RUN make -j $(grep -c ^processor /proc/cpuinfo)
RUN sed -i 's#/dev/log#/x#' /etc/app.conf
RUN ln -s /proc/self/fd/1 /var/log/app.log
RUN ln -s /bin/sh /opt/sh
RUN ls > /dev/full || true

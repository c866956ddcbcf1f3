FROM debian:13.6
RUN sudo -u app mongod --fork
RUN gosu app sh -c 'server &'
RUN env -u A sh -c 'server &'
RUN chroot /r service db start
RUN find . -exec sh -c 'x &' \;
RUN setpriv --reuid=1000 server --daemonize
RUN service db 'start'
RUN service db $ACTION
RUN "/etc/init.d/db" start
RUN gosu postgres psql -c 'select 1' \
    && touch /x

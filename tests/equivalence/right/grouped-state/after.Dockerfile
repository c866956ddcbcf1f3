FROM debian:12
RUN ( cd /srv; export A=1; umask 077; make ) && make install

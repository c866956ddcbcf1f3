FROM debian:12
RUN umask 077; echo a > /f

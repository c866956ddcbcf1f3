FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN ( echo ${HOME:i=1} ) \
    && ( printf "-v" x foo ) \
    && echo "$i$x"

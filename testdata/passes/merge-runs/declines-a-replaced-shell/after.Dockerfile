FROM debian:13.6
RUN ln -sf /bin/bash /bin/sh
RUN echo $BASH_VERSION > /version

FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN echo ${HOME:i=1}
RUN printf "-v" x foo
RUN echo "$i$x"

FROM debian:13.6
SHELL ["/bin/bash", "-c"]
RUN true | false
RUN echo ${PIPESTATUS[0]} > /status
RUN echo $BASHPID
RUN echo $_

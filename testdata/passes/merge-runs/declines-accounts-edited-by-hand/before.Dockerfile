FROM debian:13.6
USER 1000
RUN echo u:x:1000:1000::/home/u:/bin/sh >> /etc/passwd
RUN touch ~/x
USER root
RUN sed -i s/a/b/ /etc/passwd
RUN touch /y

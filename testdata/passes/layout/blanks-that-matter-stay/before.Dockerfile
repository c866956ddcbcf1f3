FROM debian:13.6
RUN echo 'one \
  two' \
  && echo three\
  four && echo fi\
ve \
  && x=$(ls \
           -l) \
  && cat /etc/motd
RUN <<EOF
  indented \
    text
EOF
MAINTAINER somebody \
   else
ENV OLD value that \
   goes on
ONBUILD RUN make \
  install
WORKDIR a\
 b

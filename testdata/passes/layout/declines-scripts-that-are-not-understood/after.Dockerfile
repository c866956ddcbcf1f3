FROM debian:13.6
RUN echo "unfinished \
   && ls
# dockhone: skip=layout
RUN make \
  && ls
FROM registry.example.com/base:4.2
RUN make &> log \
  && ls

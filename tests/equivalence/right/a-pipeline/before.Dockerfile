FROM debian:12
RUN make | sed s/a/b/ | tool
RUN echo a | tool

FROM debian:12
RUN echo yes | make config

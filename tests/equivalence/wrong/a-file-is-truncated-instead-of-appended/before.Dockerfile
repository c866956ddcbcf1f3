FROM debian:12
RUN echo a > /f
RUN echo b >> /f

FROM debian:12
WORKDIR /app
RUN cd /app && make

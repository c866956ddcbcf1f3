FROM debian:12
SHELL ["/bin/bash", "-c"]
RUN ( exec make ) && make install

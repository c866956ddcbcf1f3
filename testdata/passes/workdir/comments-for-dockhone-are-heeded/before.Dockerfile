FROM debian:13.6
WORKDIR /srv
# dockhone: skip=workdir  kept as the upstream has it
RUN cd /srv && make
RUN cd /srv && make install

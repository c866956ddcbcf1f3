FROM debian:12
WORKDIR /app
RUN cd /srv && cd /app && make $OLDPWD

FROM ubuntu:22.04
RUN apt-get update && apt-get install -y software-properties-common && add-apt-repository -y ppa:example/media \
    && apt-get install -y build-essential libmedia4
COPY player.c /src/
RUN gcc -o /usr/local/bin/player /src/player.c -lmedia
CMD ["player"]

FROM debian:12
COPY sources.list /etc/apt/sources.list
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
COPY t.c /src/
RUN gcc -o /usr/local/bin/t /src/t.c
CMD ["t"]

FROM ubuntu:22.04
RUN dpkg-divert --local --rename --add /sbin/initctl
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
COPY t.c /src/
RUN gcc -o /usr/local/bin/t /src/t.c
CMD ["t"]

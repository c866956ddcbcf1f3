FROM debian:12.8 AS into
WORKDIR /srv/app
COPY bin/server .
COPY seed/ data/
VOLUME /srv/app/data
CMD ["./server", "--port", "8080"]

# The context holds a directory of that name in what is copied.
FROM debian:12.8 AS above
COPY tree/ /srv/app/
VOLUME /srv/app/data
WORKDIR /srv/app
CMD ["./server", "--port", "8080"]

# git may be asked who owns the files.
FROM debian:12.8 AS kept
WORKDIR /srv/app
COPY tree/ .
RUN make
VOLUME /srv/app/data
CMD ["./server", "--port", "8080"]

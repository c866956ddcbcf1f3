FROM debian:13.6 AS a
CMD cd /srv && ./server
FROM debian:13.6 AS b
CMD migrate; serve
FROM debian:13.6 AS c
CMD serve | tee log
FROM debian:13.6 AS d
CMD serve > /var/log/serve 2>&1
FROM debian:13.6 AS e
CMD echo hello
FROM debian:13.6 AS f
CMD source /srv/env
FROM debian:13.6 AS g
CMD $PROGRAM --port 80
FROM debian:13.6 AS h
CMD serve --port 80 # the usual one
FROM debian:13.6 AS i
CMD PORT=80
FROM debian:13.6 AS j
CMD while true; do serve; done
FROM debian:13.6 AS k
CMD ! serve
FROM debian:13.6 AS l
CMD ['serve', '--port']
FROM debian:13.6 AS m
CMD serve "unfinished
FROM debian:13.6 AS n
SHELL ["/bin/bash", "-c"]
CMD serve <(cat list)

FROM debian:12.8 AS service
CMD ["/usr/sbin/sshd", "-D"]

FROM debian:12.8 AS drops
CMD ["gosu", "app", "server"]

FROM debian:12.8 AS wrapped
ENTRYPOINT ["/usr/bin/tini", "-g", "--", "supervisord", "-n"]

FROM debian:12.8 AS hidden
CMD sh -c "cd /srv && exec nginx"

FROM debian:12.8 AS told
CMD ["uwsgi", "--uid", "www-data", "--ini", "app.ini"]

FROM php:8.3.14-fpm-bookworm AS version
CMD ["php-fpm8.3"]

FROM mysql:8.4.3 AS image
CMD ["mysqld", "--innodb=off"]

FROM debian:12.8 AS explicit
USER root
CMD ["server"]

FROM debian:12.8 AS socket
VOLUME /var/run/docker.sock
CMD ["watcher"]

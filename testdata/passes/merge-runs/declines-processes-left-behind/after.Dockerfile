FROM debian:13.6
RUN service postgresql start && psql -f /schema.sql
RUN gpg --recv-keys 0123456789ABCDEF
RUN /etc/init.d/mysql start
RUN su - app -c "redis-server"
RUN touch /done

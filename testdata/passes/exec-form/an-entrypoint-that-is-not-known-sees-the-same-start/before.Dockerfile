FROM registry.example.com/base:4.2
CMD serve --port 80

# Its entrypoint prepares the database only where its first argument is "postgres".
FROM postgres:18.6-trixie
CMD postgres -c max_connections=200

FROM debian:13.6 AS own
CMD serve
FROM own
ENTRYPOINT ["/sbin/init"]

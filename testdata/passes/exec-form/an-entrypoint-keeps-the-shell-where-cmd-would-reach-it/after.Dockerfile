# The CMD is ignored now, and would be arguments in exec form.
FROM debian:13.6 AS one
ENTRYPOINT exec /srv/server
CMD ["--help"]

FROM debian:13.6 AS two
ENTRYPOINT exec /srv/server
FROM two
CMD ["--help"]

FROM debian:13.6 AS three
CMD ["--help"]
FROM three
ENTRYPOINT exec /srv/server

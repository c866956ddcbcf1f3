FROM debian:13.6
COPY start.sh /usr/local/bin/
CMD exec start.sh --verbose

FROM debian:13.6
ENV PATH=node_modules/.bin:$PATH
CMD exec server --port 80

FROM debian:13.6
ENV PATH=node_modules/.bin:$PATH
CMD ["/srv/server", "--port", "80"]

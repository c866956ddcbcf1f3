FROM debian:13.6 AS program
ENTRYPOINT ["/usr/bin/entry"]
CMD serve --port 80
FROM program
CMD serve --port 81

FROM debian:13.6
ENTRYPOINT exec serve
CMD -p 80

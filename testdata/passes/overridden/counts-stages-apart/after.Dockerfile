FROM debian:13.6 AS a
CMD ["a"]
FROM a
CMD ["b"]

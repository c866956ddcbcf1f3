FROM debian:13.6
ONBUILD CMD ["a"]
CMD ["b"]

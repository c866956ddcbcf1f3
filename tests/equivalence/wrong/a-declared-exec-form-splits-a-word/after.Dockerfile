FROM debian:12
CMD ["run", "a", "b"]

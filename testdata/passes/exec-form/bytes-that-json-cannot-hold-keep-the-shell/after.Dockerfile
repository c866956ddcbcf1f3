FROM debian:13.6
CMD exec serve caf� "été"

FROM debian:13.6
CMD ["serve", "été"]

FROM debian:13.6
CMD ["serve", \
  "--port", "80"]
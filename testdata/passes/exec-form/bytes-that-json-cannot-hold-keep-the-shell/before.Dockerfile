FROM debian:13.6
CMD serve caf� "été"

FROM debian:13.6
CMD serve "été"

FROM debian:13.6
CMD serve \
  --port 80
FROM debian:13.6
ENV X 'a' b="c"
ENV Y café 　 x
ENV KEYS \
# first
  AA \
# second
  BB

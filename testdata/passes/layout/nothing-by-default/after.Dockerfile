from debian:13.6 As x
Run make \
  && ls

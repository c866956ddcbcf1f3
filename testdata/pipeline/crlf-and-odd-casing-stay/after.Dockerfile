from debian:13.6
env A="b"
  run touch /a \
    && touch /b

cmd ["a"]
from debian:13.6
env A="b"
  run touch /a \
    && touch /b \
    && groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app
user 10001:10001
cmd ["a"]
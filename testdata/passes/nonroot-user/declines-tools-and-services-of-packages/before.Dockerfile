# It works on what is mounted there.
FROM alpine:3.20.3 AS mounted
RUN apk add --no-cache pandoc
WORKDIR /work
ENTRYPOINT ["pandoc"]

# Its keys are mounted into root's home directory.
FROM alpine:3.20.3 AS keys
RUN apk add --no-cache rclone
ENTRYPOINT ["rclone"]

FROM debian:12.8 AS alone
RUN apt-get update && apt-get install -y --no-install-recommends pandoc
ENTRYPOINT ["pandoc"]

FROM debian:12.8 AS service
RUN apt-get update && apt-get install -y --no-install-recommends icecream
EXPOSE 8765
CMD ["iceccd", "-v"]

# What the file itself builds is known to write where it starts, if at all.
FROM debian:12.8 AS built
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
COPY src /usr/src/server
RUN make -C /usr/src/server install
EXPOSE 8765
CMD ["server"]

FROM ruby:3.3.6-bookworm AS installs
WORKDIR /srv/app
COPY . .
CMD bundle install && ruby app.rb

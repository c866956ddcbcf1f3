# git refuses a directory of another owner, and make may call it: the source stays root's.
FROM python:3.13.1-bookworm AS git
WORKDIR /srv/app
COPY . .
RUN pip install . && make version
CMD ["python", "-m", "app"]

# pip with a list of packages does not look at owners.
FROM python:3.13.1-bookworm AS blind
WORKDIR /srv/app
COPY . .
RUN pip install -r requirements.txt
CMD ["python", "-m", "app"]

# A compiled program does not write beside itself.
FROM debian:12.8 AS compiled
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
WORKDIR /srv/app
COPY . .
RUN make
CMD ["./server"]

# A framework that writes into its source.
FROM ruby:3.3.6-bookworm AS rails
WORKDIR /srv/app
COPY . .
RUN bundle install
CMD ["rails", "server"]

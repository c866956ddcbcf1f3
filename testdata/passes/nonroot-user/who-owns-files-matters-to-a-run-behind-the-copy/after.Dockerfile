# git refuses a directory of another owner, and make may call it: the source stays root's.
FROM python:3.13.1-bookworm AS git
WORKDIR /srv/app
COPY . .
RUN pip install . && make version
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
USER 10001:10001
CMD ["python", "-m", "app"]

# pip with a list of packages does not look at owners.
FROM python:3.13.1-bookworm AS blind
WORKDIR /srv/app
COPY --chown=10001:10001 . .
RUN pip install -r requirements.txt
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
USER 10001:10001
CMD ["python", "-m", "app"]

# A compiled program does not write beside itself.
FROM debian:12.8 AS compiled
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
WORKDIR /srv/app
COPY . .
RUN make
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
USER 10001:10001
CMD ["./server"]

# A framework that writes into its source.
FROM ruby:3.3.6-bookworm AS rails
WORKDIR /srv/app
COPY . .
RUN bundle install
CMD ["rails", "server"]

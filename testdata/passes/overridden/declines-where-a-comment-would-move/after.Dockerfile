FROM debian:13.6
# hadolint ignore=DL3025
CMD a
CMD ["b"]

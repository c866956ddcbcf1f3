FROM debian:13.6
# hadolint ignore=DL3001 # reason one
RUN touch /a
# hadolint ignore=DL3002 # reason two
RUN touch /b

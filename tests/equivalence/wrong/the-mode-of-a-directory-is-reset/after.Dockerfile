FROM debian:12
WORKDIR /srv
RUN chmod 1777 /srv
RUN install -d /srv
USER 10001
CMD ["make"]

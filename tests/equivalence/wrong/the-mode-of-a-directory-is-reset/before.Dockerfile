FROM debian:12
WORKDIR /srv
RUN chmod 1777 /srv
CMD ["make"]

FROM debian:12
WORKDIR /srv
RUN make && touch a

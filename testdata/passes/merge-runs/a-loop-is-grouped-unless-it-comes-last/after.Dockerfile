FROM debian:13.6
RUN ( for f in a b; do touch /$f; done ) \
    && touch /c \
    && if [ -e /a ]; then rm /a; fi

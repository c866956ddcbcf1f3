FROM debian:13.6
RUN touch /a
RUN while true; do return 1; done
RUN ( f() { return 0; }; f && touch /b ) \
    && touch /c

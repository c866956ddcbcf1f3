FROM debian:13.6
RUN touch /a
RUN while true; do return 1; done
RUN set -e; \
    ( set +e; f() { return 0; }; f && touch /b ); \
    touch /c

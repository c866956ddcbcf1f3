FROM debian:13.6
RUN touch /a \
    # why
    && touch /b \
    # and why
    && touch /c
LABEL x=y

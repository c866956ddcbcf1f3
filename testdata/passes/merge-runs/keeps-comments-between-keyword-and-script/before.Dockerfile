FROM debian:13.6
RUN touch /a
RUN \
    # why
    touch /b
LABEL x=y
RUN \
    # and why
    touch /c

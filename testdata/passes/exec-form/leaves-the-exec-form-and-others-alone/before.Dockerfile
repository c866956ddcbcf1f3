FROM debian:13.6
HEALTHCHECK CMD curl -f http://localhost/
ONBUILD CMD serve
RUN make
# Overridden by the last one.
CMD serve --first
CMD ["serve"]
ENTRYPOINT exec serve $OPTIONS

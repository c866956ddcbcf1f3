FROM debian:13.6
RUN touch /a
CMD ["b"]
ENTRYPOINT ["y"]
HEALTHCHECK CMD true

FROM debian:13.6
CMD ["--help"]
ENTRYPOINT ["tool"]

FROM debian:12
COPY --chmod=0700 app /usr/local/bin/app
CMD ["app"]

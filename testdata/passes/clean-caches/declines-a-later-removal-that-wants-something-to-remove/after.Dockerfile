FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates
COPY web /web
RUN rm -r /var/lib/apt/lists/*

FROM debian:12
RUN apt-get update && apt-get install -y gcc libc6-dev
COPY mail.c /src/
RUN gcc -o /usr/local/bin/mail /src/mail.c && chmod 2775 /var/log
CMD ["mail"]

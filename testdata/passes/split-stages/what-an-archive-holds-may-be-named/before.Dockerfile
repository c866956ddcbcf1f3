FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make curl
RUN curl -fsSL https://example.com/h-1.tar.gz | tar xz -C /opt
RUN cd /opt/h-1 && ./configure && make && make install
CMD ["h", "--templates", "/opt/h-1/templates"]

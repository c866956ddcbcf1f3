FROM debian:13.6 AS build
WORKDIR /tmp
run \
  wget https://example.org/a.tar
run tar xf a.tar && cd a && make
copy site.conf /etc/
WORKDIR /srv
RUN ls

# Nobody is built on this stage, and it is not shipped.
FROM debian:13.6 AS tools
RUN mkdir -p /opt/tools
WORKDIR /opt/tools
RUN wget https://example.org/b
RUN chmod +x b

FROM debian:13.6
COPY --from=build /tmp/a/a /usr/local/bin/
COPY --from=tools /opt/tools/b /usr/local/bin/

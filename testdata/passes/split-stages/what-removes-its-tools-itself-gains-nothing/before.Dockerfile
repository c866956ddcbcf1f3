FROM alpine:3.20
RUN apk add --no-cache --virtual .build build-base curl \
    && mkdir /tmp/hello && cd /tmp/hello \
    && curl -fsSL https://example.com/hello.tar.gz | tar xz \
    && make && cp hello /usr/bin/hello \
    && apk del .build && rm -rf /tmp/hello
CMD ["hello"]

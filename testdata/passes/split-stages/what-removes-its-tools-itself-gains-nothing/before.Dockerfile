FROM alpine:3.20
COPY *.go /src/
RUN apk add --no-cache --virtual .build go git \
    && cd /src && go build -o /usr/bin/hello . \
    && apk del .build && rm -rf /src /root/go
CMD ["hello"]

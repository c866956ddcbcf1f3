FROM golang:1.22.5-alpine3.20 AS build
COPY . /src
RUN cd /src && go build -o /usr/bin/certify .

FROM alpine:3.20.1 AS tool
COPY --from=build /usr/bin/certify /usr/bin/certify
ENTRYPOINT ["/usr/bin/certify"]

FROM alpine:3.20.1 AS service
RUN addgroup -S -g 10001 app \
    && adduser -S -D -u 10001 -G app app
COPY --from=build /usr/bin/certify /usr/bin/certify
EXPOSE 8080
USER 10001:10001
ENTRYPOINT ["/usr/bin/certify"]

FROM alpine:3.20.1 AS job
RUN addgroup -S -g 10001 app \
    && adduser -S -D -u 10001 -G app app
COPY --from=build /usr/bin/certify /usr/bin/certify
USER 10001:10001
ENTRYPOINT ["/usr/bin/certify", "--all"]

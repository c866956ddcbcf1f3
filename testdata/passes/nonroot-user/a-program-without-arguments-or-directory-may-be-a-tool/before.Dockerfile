FROM golang:1.22.5-alpine3.20 AS build
COPY . /src
RUN cd /src && go build -o /usr/bin/certify .

FROM alpine:3.20.1 AS tool
COPY --from=build /usr/bin/certify /usr/bin/certify
ENTRYPOINT ["/usr/bin/certify"]

FROM alpine:3.20.1 AS service
COPY --from=build /usr/bin/certify /usr/bin/certify
EXPOSE 8080
ENTRYPOINT ["/usr/bin/certify"]

FROM alpine:3.20.1 AS job
COPY --from=build /usr/bin/certify /usr/bin/certify
ENTRYPOINT ["/usr/bin/certify", "--all"]

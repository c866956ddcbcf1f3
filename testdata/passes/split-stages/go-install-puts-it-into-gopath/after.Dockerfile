FROM golang AS build
ADD . /go/src/example.com/team/weather
RUN go get -d example.com/team/weather && go install example.com/team/weather

FROM debian:trixie-slim
ENV GOPATH=/go PATH=/go/bin:/usr/local/go/bin:$PATH
WORKDIR /go
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /go/src/example.com/team/weather /go/src/example.com/team/weather
COPY --from=build /go/bin/weather /go/bin/weather
ENTRYPOINT /go/bin/weather --port 80
EXPOSE 80

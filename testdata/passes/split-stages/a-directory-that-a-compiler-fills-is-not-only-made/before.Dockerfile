FROM golang:1.22-alpine3.20
RUN mkdir -p /opt/echo
COPY main.go /opt/echo/
RUN cd /opt/echo && go build
ENTRYPOINT ["/opt/echo/echo"]

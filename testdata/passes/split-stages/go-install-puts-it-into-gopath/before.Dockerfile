FROM golang
ADD . /go/src/example.com/team/weather
RUN go get -d example.com/team/weather && go install example.com/team/weather
ENTRYPOINT /go/bin/weather --port 80
EXPOSE 80

FROM golang:1.4
COPY . /go/src/app
RUN go install app
CMD ["app"]

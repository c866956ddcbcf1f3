FROM golang:1.6
RUN apt-get update && apt-get install -y bzr rpm && rm -rf /var/lib/apt/lists/*
COPY . /go/src/example.com/scanner
RUN go install example.com/scanner
ENTRYPOINT ["scanner"]

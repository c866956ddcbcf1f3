FROM golang:1.27.0-trixie as compile
RUN apt-get update

RUN apt-get install -y git
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/weather .
CMD ["weather"]

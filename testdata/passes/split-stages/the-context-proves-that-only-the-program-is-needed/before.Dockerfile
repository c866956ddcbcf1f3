FROM golang:1.27
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/tick .
USER 1000
CMD ["tick"]

FROM golang:1.27
WORKDIR /app
COPY . .
# dockhone: skip=split-stages  debugged in place
RUN go build -o app .
CMD ["./app"]

FROM golang:1.27
WORKDIR /app
COPY . .
RUN make prepare
RUN go build -o app .
EXPOSE 80
CMD ["./app"]

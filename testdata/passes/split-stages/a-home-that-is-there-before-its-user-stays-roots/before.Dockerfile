FROM golang:1.21
WORKDIR /home/app
RUN useradd -m app
WORKDIR /src
COPY . .
RUN go build -o /home/app/app .
USER app
WORKDIR /home/app
CMD ["./app"]

FROM golang:1.27
RUN useradd --system app
RUN mkdir /srv/data && chown app /srv/data
WORKDIR /app
COPY . .
RUN go build -o app .
CMD ["./app"]

FROM golang:1.27
RUN groupadd --system web && useradd --system --gid web web
COPY . /app
WORKDIR /app
RUN go build -o app . && chown web:web uploads
CMD ["./app"]

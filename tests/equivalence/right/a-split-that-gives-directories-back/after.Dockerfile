FROM golang:1.27 AS build
RUN useradd --system app
RUN mkdir /srv/data && chown app /srv/data
WORKDIR /app
COPY . .
RUN go build -o app .

FROM debian:trixie-slim
WORKDIR /app
RUN useradd --system app
RUN mkdir -p /srv/data && chown app /srv/data
COPY --from=build /app /app
CMD ["./app"]

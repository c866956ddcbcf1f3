FROM golang:1.21 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/cache/ go build -o /usr/local/bin/app . && cp -r templates /cache/templates && echo done > /cache/log
CMD ["/usr/local/bin/app"]

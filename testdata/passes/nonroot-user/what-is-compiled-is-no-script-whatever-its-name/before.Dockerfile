FROM golang:1.23.4-bookworm AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/main .

FROM alpine:3.20.3 AS compiled
COPY --from=build /out/main /usr/local/bin/main
CMD ["/usr/local/bin/main", "--listen", ":8080"]

# Of this one nothing is known.
FROM alpine:3.20.3 AS other
COPY --from=build /src/run /usr/local/bin/run
CMD ["/usr/local/bin/run", "--listen", ":8080"]

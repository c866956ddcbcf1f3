# The build image is untagged, the runtime image says latest.
FROM golang:1.27.0-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /out/server ./cmd/server

FROM debian:13.6
COPY --from=build /out/server /usr/local/bin/server
CMD ["server"]

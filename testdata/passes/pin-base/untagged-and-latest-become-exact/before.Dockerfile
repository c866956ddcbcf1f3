# The build image is untagged, the runtime image says latest.
FROM golang AS build
WORKDIR /src
COPY . .
RUN go build -o /out/server ./cmd/server

FROM debian:latest
COPY --from=build /out/server /usr/local/bin/server
CMD ["server"]

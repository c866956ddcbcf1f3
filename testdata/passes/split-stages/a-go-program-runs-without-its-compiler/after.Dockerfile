# The answering machine.
FROM golang:1.12-alpine AS build

ENV ANSWERS_DIR=/srv/answers
WORKDIR /srv/answers
RUN apk add --no-cache git ffmpeg
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Small, and without symbols.
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o answers ./cmd/answers

FROM alpine:3.11
ENV ANSWERS_DIR=/srv/answers
WORKDIR /srv/answers
RUN apk add --no-cache ffmpeg git
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /etc/nsswitch.conf /etc/nsswitch.conf
COPY --from=build /srv/answers /srv/answers
LABEL org.opencontainers.image.title="answers"
EXPOSE 8080

# Two times around.
CMD ["./answers", "-n", "2"]

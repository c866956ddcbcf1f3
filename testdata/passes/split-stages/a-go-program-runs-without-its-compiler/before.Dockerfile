# The answering machine.
FROM golang:1.12-alpine
LABEL org.opencontainers.image.title="answers"
EXPOSE 8080

ENV ANSWERS_DIR=/srv/answers
WORKDIR /srv/answers
RUN apk add --no-cache git ffmpeg
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Small, and without symbols.
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o answers ./cmd/answers

# Two times around.
CMD ["./answers", "-n", "2"]

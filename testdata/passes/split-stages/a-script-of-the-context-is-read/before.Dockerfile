FROM golang:1.27-trixie
WORKDIR /app
COPY . .
RUN go build -o server .
ENTRYPOINT ["./entrypoint.sh"]
CMD ["./server", "-v"]

FROM debian:12
RUN echo "deb http://mirror.corp/debian bookworm main" > /etc/apt/sources.list && rm -f /etc/apt/sources.list.d/debian.sources
RUN apt-get update && apt-get install -y --no-install-recommends golang-go
WORKDIR /app
COPY . .
RUN go build -o /usr/local/bin/app .
CMD ["app"]

FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
ARG TARGETARCH
RUN go build -o /usr/local/bin/app . && go build -o /out/plugin-$TARGETARCH ./plugin
CMD ["/usr/local/bin/app"]

FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/out go build -o /out/app . && cp /out/app /usr/local/bin/app && go build -o /out/tool ./tool
CMD ["/usr/local/bin/app"]

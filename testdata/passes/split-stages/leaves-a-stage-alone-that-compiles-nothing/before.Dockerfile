FROM golang:1.27 AS build
COPY . /src
RUN cd /src && go build -o /app .

FROM debian:13.6-slim
COPY --from=build /app /app
CMD ["/app"]

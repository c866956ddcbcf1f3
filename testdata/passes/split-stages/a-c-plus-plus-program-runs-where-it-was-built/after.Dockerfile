FROM alpine:3.20 AS build
RUN apk add --no-cache build-base cmake sqlite-dev bash
WORKDIR /srv/counter/build
COPY . /srv/counter
RUN cmake -DCMAKE_BUILD_TYPE=Release .. && cmake --build .

FROM alpine:3.20
WORKDIR /srv/counter/build
RUN apk add --no-cache libgcc libgomp libstdc++ sqlite-libs bash
COPY --from=build /srv/counter /srv/counter
CMD ["./counter", "--port", "8000"]

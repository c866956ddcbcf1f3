FROM alpine:3.20
RUN apk add --no-cache build-base cmake sqlite-dev bash
WORKDIR /srv/counter/build
COPY . /srv/counter
RUN cmake -DCMAKE_BUILD_TYPE=Release .. && cmake --build .
CMD ["./counter", "--port", "8000"]

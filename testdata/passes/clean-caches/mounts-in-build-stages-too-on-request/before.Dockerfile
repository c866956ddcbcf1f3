FROM debian:13.6 AS build
RUN apt-get update && apt-get install -y gcc libc6-dev
COPY main.c .
RUN gcc -static -o /main main.c

FROM scratch
COPY --from=build /main /main

FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
COPY . /src
RUN make -C /src install
CMD ["sleep", "infinity"]

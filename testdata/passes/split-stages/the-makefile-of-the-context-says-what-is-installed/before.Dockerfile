FROM gcc:16
RUN apt-get update && apt-get install -y --no-install-recommends libjansson-dev
WORKDIR /build/tally
COPY . .
RUN make && make install
ENTRYPOINT ["tally"]

FROM gcc:16
WORKDIR /build/tally
COPY . .
RUN cmake -B out . && cmake --build out
CMD ["/build/tally/out/tally"]

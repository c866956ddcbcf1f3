FROM debian:12
RUN make > /log 2>&1

FROM debian:12
RUN make <<END
all
END

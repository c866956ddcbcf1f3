FROM debian:12
RUN make <<END
all
install
END

FROM debian:12
SHELL ["/bin/bash", "-c"]
RUN make | tee /log
RUN make install

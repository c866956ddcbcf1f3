FROM debian:12
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN make | tee /log
RUN make install

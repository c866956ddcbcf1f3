FROM debian:13.6
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN ! { false; echo x; }
RUN echo after
RUN ! grep -q x /etc/issue
RUN echo done

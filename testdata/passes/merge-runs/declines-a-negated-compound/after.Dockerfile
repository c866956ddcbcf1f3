FROM debian:13.6
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN ! { false; echo x; }
RUN echo after; \
    ( ! grep -q x /etc/issue ); \
    echo done

FROM debian:13.6
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
         git \
         # for the certificates
         ca-certificates \
# a comment in the first column
    && rm -rf /var/lib/apt/lists/*
RUN if true; then \
        echo a; \
            echo b; \
    fi
ENV A=1 \
    B="x \
   y" \
    C=3
COPY a \
    b \
    /srv/
LABEL one=1 \

    two=2
CMD ["a", \
    "b"]

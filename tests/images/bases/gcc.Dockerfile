# gcc: Debian's compilers, with those languages that buildpack-deps does not have.
ARG BASE
FROM ${BASE}
RUN apt-get update && apt-get install -y --no-install-recommends gfortran gobjc libgmp-dev libmpc-dev libmpfr-dev \
    && rm -rf /var/lib/apt/lists/*
CMD ["bash"]

FROM debian:13.6
RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates
RUN apt-get install -y --no-install-recommends \
      cmake \
      git \
      make \
      gcc \
      libc6-dev \
      openssh-client \
      patch
RUN git clone git@example.com:app.git && curl -s https://example.com/ | patch -p1

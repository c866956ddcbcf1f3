FROM debian:13.6
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y \
      cmake \
      git
RUN git clone git@example.com:app.git && curl -s https://example.com/ | patch -p1

FROM debian:13.6
# dockhone: skip=sort-packages  by importance
RUN apt-get install -y \
      zip \
      curl

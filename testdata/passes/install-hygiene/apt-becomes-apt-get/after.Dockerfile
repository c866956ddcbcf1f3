FROM debian:13.6
RUN apt-get update && apt-get install -y curl && apt-get clean
RUN apt-get upgrade --with-new-pkgs -y && apt-get dist-upgrade -y
RUN DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes \
      # a pager
      less \
 && apt-get -y autoremove

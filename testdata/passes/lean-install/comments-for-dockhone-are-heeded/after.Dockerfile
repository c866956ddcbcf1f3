FROM debian:13.6
# dockhone: skip=lean-install  the desktop needs them
RUN apt-get install -y gnome

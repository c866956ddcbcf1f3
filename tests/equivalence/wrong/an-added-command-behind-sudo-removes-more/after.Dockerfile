FROM debian:12
RUN sudo apt-get update && sudo rm -rf /var/lib/apt

FROM centos:7
SHELL ["/bin/sh", "-e", "-c"]
RUN ! grep x "$(false; echo y)"
RUN touch /c

FROM debian:13.6
# dockhone: skip=install-hygiene  the tool under test
RUN apt install -y curl
# dockhone: off
RUN apt install -y less
# dockhone: on
RUN apt-get install -y file

FROM ubuntu:24.04
RUN make() { echo "would call make $*"; }; sudo make install

FROM debian:12
RUN ["/bin/bash", "-c", "make {a,b}"]

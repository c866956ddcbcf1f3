FROM debian:13.6
ENV A="one two"
ENV B='one $two'
ENV C=one\ two
ENV D=a\ "b"\ c
ENV E="= v"

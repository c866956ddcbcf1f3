FROM debian:12
ENV A="a b \$c"

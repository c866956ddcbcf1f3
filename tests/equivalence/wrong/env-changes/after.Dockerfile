FROM debian:12
ENV A=2

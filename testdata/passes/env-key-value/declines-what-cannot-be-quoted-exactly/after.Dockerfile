FROM debian:13.6
ENV A it's fine
ENV "B" x

FROM debian:12
CMD ["a"]
RUN make
CMD ["b"]

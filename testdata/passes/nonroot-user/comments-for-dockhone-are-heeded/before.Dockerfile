FROM debian:12.8
# dockhone: skip=nonroot-user  reads raw packets
CMD ["server"]

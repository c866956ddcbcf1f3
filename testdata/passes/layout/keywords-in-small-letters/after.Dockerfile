from debian:13.6 as build
run make
onbuild RUN make

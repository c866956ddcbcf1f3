# escape=`
FROM debian:13.6
RUN echo foo\
RUN echo bar

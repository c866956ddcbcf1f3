FROM python:3.14.7-trixie
RUN make

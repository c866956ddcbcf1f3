FROM debian:12
RUN pip install -r a b -r

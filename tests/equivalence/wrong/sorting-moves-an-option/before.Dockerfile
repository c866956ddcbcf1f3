FROM debian:12
RUN pip install -r b -r a

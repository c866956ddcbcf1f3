FROM python:3.14.7-slim
RUN make

FROM python:3.12-slim
RUN apt-get update && apt-get install -y nano git
RUN git clone https://example.com/a.git

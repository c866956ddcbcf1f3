FROM python:3.12
RUN apt-get update && apt-get install -y nano
RUN git clone https://example.com/a.git

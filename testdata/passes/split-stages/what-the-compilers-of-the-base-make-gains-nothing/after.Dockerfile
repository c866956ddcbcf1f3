FROM node:22
RUN apt-get update && apt-get install -y build-essential git
RUN git clone https://example.com/load.git /tmp/load && cd /tmp/load && make && cp load /usr/bin/load
CMD ["node"]

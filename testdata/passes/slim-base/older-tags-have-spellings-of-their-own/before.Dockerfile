# Stages that nothing consumes are final, each of them.
FROM python:3.6-stretch
CMD ["python", "-m", "http.server"]

FROM node:10-stretch
COPY server.js /
CMD ["node", "/server.js"]

FROM docker.io/library/ruby:2.3.1
COPY hello.rb /
CMD ["ruby", "/hello.rb"]

FROM --platform=linux/amd64 "perl:5.30"
COPY hello.pl /
CMD ["perl", "/hello.pl"]

from node as latest
COPY server.js /
CMD ["node", "/server.js"]

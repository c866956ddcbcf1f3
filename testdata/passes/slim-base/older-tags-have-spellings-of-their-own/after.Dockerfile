# Stages that nothing consumes are final, each of them.
FROM python:3.6-slim-stretch
CMD ["python", "-m", "http.server"]

FROM node:10-stretch-slim
COPY server.js /
CMD ["node", "/server.js"]

FROM docker.io/library/ruby:2.3.1-slim
COPY hello.rb /
CMD ["ruby", "/hello.rb"]

FROM --platform=linux/amd64 "perl:5.30-slim"
COPY hello.pl /
CMD ["perl", "/hello.pl"]

from node:26.7.0-trixie-slim as latest
COPY server.js /
CMD ["node", "/server.js"]

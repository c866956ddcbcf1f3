ARG VERSION=3.9
FROM golang:1.22
CMD ["go", "run", "."]

# Its slim sister was made of another release of Debian.
FROM node:10.13
CMD ["node", "app.js"]

# There was never a slim wheezy.
FROM python:2.7-wheezy
CMD ["python", "app.py"]

FROM python:3.9.99
CMD ["python", "app.py"]

FROM python:3.9@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
CMD ["python", "app.py"]

FROM python:$VERSION
CMD ["python", "app.py"]

FROM python:3.12 AS base
FROM base AS test
CMD ["python", "test.py"]
FROM base
CMD ["python", "app.py"]

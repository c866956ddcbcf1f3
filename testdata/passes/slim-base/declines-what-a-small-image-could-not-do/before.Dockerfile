# Compiled when it is installed.
FROM python:3.9
RUN pip install psycopg2 flask
CMD ["python", "app.py"]

# A compiler is called.
FROM python:3.9
RUN gcc -o /usr/local/bin/tool tool.c
CMD ["tool"]

# Downloads, on a release that may not be served any more.
FROM node:8.9.4
RUN curl -fsSLO https://example.com/data.json
CMD ["node", "app.js"]

# The bundle is not known, and few have nothing to compile.
FROM ruby:2.5
RUN bundle install
CMD ["ruby", "app.rb"]

# Packages whose scripts want /usr/share/man.
FROM python:3.9
RUN apt-get update && apt-get install -y default-jre
CMD ["python", "app.py"]

# As another user nothing can be installed.
FROM node:22
USER node
RUN git clone https://example.com/app.git
CMD ["node", "app/index.js"]

# For those who build on it.
FROM python:3.9
ONBUILD RUN pip install -r requirements.txt
CMD ["python", "app.py"]

FROM python:3.9
RUN <<EOF
echo hello
EOF
CMD ["python", "app.py"]

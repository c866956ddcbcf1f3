FROM registry.example.com/base:4.2 AS early
RUN pip install flask && curl -sS https://bootstrap.pypa.io/get-pip.py | python
FROM registry.example.com/base:4.2 AS fetched
RUN curl -sS https://bootstrap.pypa.io/get-pip.py | python && pip install --no-cache-dir flask
FROM registry.example.com/base:4.2 AS used
RUN pip install --no-cache-dir flask
RUN pip install --no-cache-dir jinja2
FROM used AS below
RUN pip install --no-cache-dir attrs
FROM registry.example.com/base:4.2 AS alpine
RUN apk add -U --no-cache py3-pip && pip install --no-cache-dir attrs
FROM registry.example.com/base:4.2 AS unless
RUN true || pip install --upgrade pip; pip install attrs
FROM jupyter/base-notebook:2023-10-20 AS own
RUN pip install --no-cache-dir attrs

FROM python:3.14.7-trixie
RUN pip install --upgrade pip \
    && hash -r \
    && pip install flask

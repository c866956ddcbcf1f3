FROM python:3.14.7-trixie
RUN pip install flask \
    && pip install gunicorn \
    && ls \
    && ls /

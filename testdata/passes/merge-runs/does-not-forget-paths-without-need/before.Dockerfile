FROM python:3.14.7-trixie
RUN pip install flask
RUN pip install gunicorn
RUN ls && ls /

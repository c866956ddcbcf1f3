FROM python:3.13.1-slim-bookworm
WORKDIR /srv
COPY app.py .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "--log-file", "/var/log/gunicorn.log", "app:app"]

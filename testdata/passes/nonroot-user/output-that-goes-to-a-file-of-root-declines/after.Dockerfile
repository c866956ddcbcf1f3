FROM python:3.13.1-slim-bookworm
WORKDIR /srv
COPY app.py .
CMD python app.py >> /app.log 2>&1

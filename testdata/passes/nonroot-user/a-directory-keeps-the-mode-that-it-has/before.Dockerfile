FROM python:3.13.1-slim-bookworm
WORKDIR /srv/app
RUN chmod 1777 /srv/app
COPY . .
CMD ["python", "app.py"]

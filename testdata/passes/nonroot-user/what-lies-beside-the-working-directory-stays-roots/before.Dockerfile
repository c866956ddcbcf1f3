FROM python:3.12.4-slim-bookworm
COPY . /srv/
WORKDIR /srv/website
CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]

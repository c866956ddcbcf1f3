FROM python:3.13.1-slim-bookworm
ENV DATABASE=sqlite:////var/lib/app/db.sqlite
WORKDIR /srv
COPY app.py .
CMD ["python", "app.py"]

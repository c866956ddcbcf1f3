FROM node:22-bookworm AS assets
WORKDIR /src
COPY . .
RUN npm ci && npm run build

# What ships needs Python alone.
FROM python:3.12-slim
WORKDIR /srv
RUN pip install flask==3.0.3 gunicorn requests
COPY . .
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

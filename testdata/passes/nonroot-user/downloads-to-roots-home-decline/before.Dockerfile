FROM python:3.13.1-slim-bookworm AS models
WORKDIR /srv/app
COPY models/ .
RUN pip install transformers && python prepare.py
CMD ["python", "app.py"]

FROM node:22.12.0-bookworm AS browser
WORKDIR /srv/app
COPY browser/ .
RUN npm ci
CMD ["node", "app.js"]

FROM node:22.12.0-bookworm AS skipped
WORKDIR /srv/app
ENV PUPPETEER_SKIP_DOWNLOAD=true
COPY browser/ .
RUN npm ci
CMD ["node", "app.js"]

FROM python:3.13.1-slim-bookworm AS inline
RUN pip install sentence-transformers && python -c "from sentence_transformers import SentenceTransformer; SentenceTransformer('small')"
WORKDIR /srv/app
COPY quiet/ .
CMD ["python", "app.py"]

# Browsers and tools that were told another place.
FROM python:3.13.1-slim-bookworm AS moved
ENV PLAYWRIGHT_BROWSERS_PATH=/opt/browsers
RUN pip install playwright && playwright install --with-deps chromium
RUN curl -sSL https://install.python-poetry.org | POETRY_HOME=/opt/poetry python3 -
WORKDIR /srv/app
COPY quiet/ .
CMD ["python", "app.py"]

# Another user would have to download yarn again.
FROM node:22.12.0-bookworm AS manager
RUN corepack enable && corepack prepare yarn@4.5.3 --activate
WORKDIR /srv/app
COPY quiet/ .
CMD ["yarn", "start"]

# Nothing of corepack is needed by the process.
FROM node:22.12.0-bookworm AS bare
RUN corepack enable && corepack prepare yarn@4.5.3 --activate
WORKDIR /srv/app
COPY quiet/ .
CMD ["node", "app.js"]

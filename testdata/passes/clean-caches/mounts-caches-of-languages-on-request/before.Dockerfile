FROM python:3.14.0-trixie
USER root
COPY requirements.txt package.json package-lock.json ./
RUN pip install --no-cache-dir -r requirements.txt
RUN npm ci --omit=dev && npm cache clean --force

FROM python:3.14.0-trixie
USER app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

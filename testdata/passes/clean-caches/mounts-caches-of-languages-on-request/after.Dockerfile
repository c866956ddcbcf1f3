FROM python:3.14.0-trixie
USER root
COPY requirements.txt package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.cache/pip,sharing=locked \
    pip install -r requirements.txt
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    npm ci --omit=dev

FROM python:3.14.0-trixie
USER app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

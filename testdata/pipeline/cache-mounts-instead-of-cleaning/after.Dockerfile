FROM python:3.14.7-trixie
USER root
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev
COPY requirements.txt .
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    --mount=type=cache,target=/root/.cache/pip,sharing=locked \
    pip install -r requirements.txt \
    && apt-get update \
    && apt-get install -y --no-install-recommends nginx
CMD ["nginx", "-g", "daemon off;"]

FROM python:3.11-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        nano \
        tzdata \
        curl \
        procps \
        xz-utils \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSL https://example.com/data.tar.xz | tar -xJ -C /srv
COPY app.py /srv/
HEALTHCHECK CMD ps -C python || exit 1
CMD ["python", "/srv/app.py"]

FROM python:3.12.4-slim-bookworm
WORKDIR /srv/app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
WORKDIR /srv/app/ui
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app/ui
USER 10001:10001
ENTRYPOINT ["gunicorn", "app:app"]

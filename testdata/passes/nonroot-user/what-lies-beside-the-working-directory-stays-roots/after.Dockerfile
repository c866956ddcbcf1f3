FROM python:3.12.4-slim-bookworm
COPY . /srv/
WORKDIR /srv/website
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/website
USER 10001:10001
CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]

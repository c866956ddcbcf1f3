FROM python:3.13.1-slim-bookworm AS elsewhere
ENV HOME=/var/lib/tool
RUN mkdir -p "$HOME" && pip install gunicorn
WORKDIR $HOME
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /var/lib/tool
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["python", "-m", "gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

# What a RUN put there stays root's, and the process may want to change it.
FROM python:3.13.1-slim-bookworm AS filled
ENV HOME=/var/lib/tool
RUN echo 'colour: false' > ~/tool.yaml
WORKDIR /srv/app
COPY . .
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

# Everybody may make files there as it is.
FROM python:3.13.1-slim-bookworm AS temporary
ENV HOME=/tmp
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

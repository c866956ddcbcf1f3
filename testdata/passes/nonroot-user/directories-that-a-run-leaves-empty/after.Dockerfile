# Relative names are those of the directory, and a later chmod puts nothing in.
FROM python:3.13.1-slim-bookworm AS relative
WORKDIR /srv/app
RUN mkdir -p uploads ../cache && chmod 755 uploads
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app /srv/app/uploads /srv/cache
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

# Below /usr too, where it is the application's.
FROM python:3.13.1-slim-bookworm AS below
WORKDIR /usr/src/app
RUN cd /usr/src && mkdir -p app/media /usr/share/tool
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /usr/src/app /usr/src/app/media
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

# What a later command works in or fills was made for the build.
FROM python:3.13.1-slim-bookworm AS filled
WORKDIR /srv/app
RUN mkdir -p assets work lists && cp -r /etc/skel assets/
RUN cd work && python -c "print(1)" > result && apt-get update > ../lists/log
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

# Which ones these are, the shell knows.
FROM python:3.13.1-slim-bookworm AS unknown
WORKDIR /srv/app
RUN for each in uploads cache; do mkdir -p $each; done
COPY . .
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]

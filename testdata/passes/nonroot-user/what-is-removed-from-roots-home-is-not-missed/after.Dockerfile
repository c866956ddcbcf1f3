FROM debian:12.8 AS removed
RUN curl -fsSLo ~/install.sh https://example.com/install.sh && sh ~/install.sh --prefix /usr/local && rm ~/install.sh
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 app.py .
USER 10001:10001
CMD ["python3", "app.py"]

FROM debian:12.8 AS kept
RUN curl -fsSLo ~/settings.json https://example.com/settings.json && chmod 600 ~/settings.json
WORKDIR /srv/app
COPY app.py .
CMD ["python3", "app.py"]

FROM python:3.13.1-slim-bookworm AS for-all
WORKDIR /srv/app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --system --deploy
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 app.py .
USER 10001:10001
CMD ["python", "app.py"]

# A volume that everybody may write to changes nothing.
FROM eclipse-temurin:21-jre-noble AS temporary
VOLUME /tmp
COPY app.jar /app.jar
RUN sh -c 'touch /app.jar'
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app
USER 10001:10001
ENTRYPOINT ["java", "-jar", "/app.jar"]

FROM debian:12
RUN make
WORKDIR /srv
RUN groupadd --gid 10001 app && useradd --uid 10001 app && mkdir -p /srv /data && chown 10001:10001 /srv /data
COPY --chown=10001:10001 app.py lib.py /srv/
USER 1000
CMD ["python3", "app.py"]

FROM debian:12
USER 10001:10001
RUN make
WORKDIR /srv
COPY app.py lib.py /srv/
CMD ["python3", "app.py"]

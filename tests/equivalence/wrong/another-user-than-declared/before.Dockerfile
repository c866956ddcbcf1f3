FROM debian:12
RUN make
WORKDIR /srv
COPY app.py lib.py /srv/
CMD ["python3", "app.py"]

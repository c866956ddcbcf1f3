FROM python:3.12.4-bookworm
RUN pip install --no-cache-dir flask
VOLUME /data
WORKDIR /srv/app
COPY . .
CMD ["python", "app.py"]

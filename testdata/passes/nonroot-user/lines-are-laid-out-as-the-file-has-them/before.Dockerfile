FROM python:3.12.4-slim-bookworm
WORKDIR /srv/app
COPY requirements.txt .
RUN pip install --no-cache-dir wheel \
 && pip install --no-cache-dir -r requirements.txt

# The sources
COPY . .
CMD ["python", "app.py"]

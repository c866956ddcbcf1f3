FROM python:3.14.7-trixie
USER root
RUN apt-get update
RUN apt-get install -y libpq-dev
COPY requirements.txt .
RUN pip install -r requirements.txt
RUN apt-get update && apt-get install -y nginx && rm -rf /var/lib/apt/lists/*
CMD ["nginx", "-g", "daemon off;"]

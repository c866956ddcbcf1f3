FROM debian:13.6
RUN apt-get update && apt-get install -y nginx || exit 7 \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update; apt-get install -y nginx || apt-get install -y nginx-light \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update && ! apt-get install -y nginx-nowhere \
    && rm -rf /var/lib/apt/lists/*

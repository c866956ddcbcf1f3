FROM debian:13.6
RUN apt-get update; apt-get install -y nginx; rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y nginx && { rm -rf /var/lib/apt/lists/*; nginx -t; }
RUN apt-get update && apt-get install -y nginx \
 # done
 && rm -rf /var/lib/apt/lists/*
RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y nginx

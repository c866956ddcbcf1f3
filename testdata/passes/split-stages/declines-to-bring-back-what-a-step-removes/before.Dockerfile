FROM debian:12
RUN apt-get update && apt-get install -y nginx build-essential
RUN rm /etc/nginx/sites-enabled/default
COPY counter.c /tmp/
RUN gcc -o /usr/local/bin/counter /tmp/counter.c
COPY site.conf /etc/nginx/conf.d/site.conf
CMD ["nginx", "-g", "daemon off;"]

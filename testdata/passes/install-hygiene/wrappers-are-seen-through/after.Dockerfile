FROM debian:13.6
RUN xargs -r apt-get install -y < /srv/packages
RUN timeout 600 apt-get install -y curl && nice apt-get install -y less
RUN command -v apt && bash -c 'apt install -y file'

FROM debian:13.6
RUN xargs -r apt install -y < /srv/packages
RUN timeout 600 apt install -y curl && nice apt-get install less
RUN command -v apt && bash -c 'apt install -y file'

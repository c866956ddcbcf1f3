FROM golang:1.27
COPY . /srv/app
RUN cd /srv/app && go build -o app . && ln -s /opt/data/current /etc/data
CMD ["/srv/app/app"]

FROM golang:1.27
COPY entrypoint.sh /entrypoint.sh
COPY . /app
RUN cd /app && go build -o /usr/local/bin/app .
ENTRYPOINT ["/entrypoint.sh"]

FROM golang:1.12-alpine
RUN addgroup -S press && adduser -S -G press press
RUN mkdir -p /var/lib/press /var/log/press /run/press && chown press:press /var/lib/press /run/press && chmod 1777 /var/log/press
COPY --chown=press:press pages /srv/pages
COPY . /src
WORKDIR /src
RUN go build -o /usr/local/bin/press . && chown -R press /srv/pages && chmod 2775 /srv/pages
RUN echo "keep = 7" > /root/.pressrc
USER press
CMD ["press"]

FROM golang:1.12-alpine AS build
RUN addgroup -S press && adduser -S -G press press
RUN mkdir -p /var/lib/press /var/log/press /run/press && chown press:press /var/lib/press /run/press && chmod 1777 /var/log/press
COPY --chown=press:press pages /srv/pages
COPY . /src
WORKDIR /src
RUN go build -o /usr/local/bin/press . && chown -R press /srv/pages && chmod 2775 /srv/pages
RUN echo "keep = 7" > /root/.pressrc

FROM alpine:3.11
WORKDIR /src
RUN addgroup -S press && adduser -S -G press press
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=build /etc/nsswitch.conf /etc/nsswitch.conf
RUN mkdir -p /var/lib/press /var/log/press /run/press && chown press:press /var/lib/press && chmod 1777 /var/log/press && chown press:press /run/press
COPY --from=build --chown=press /srv/pages /srv/pages
COPY --from=build /src /src
COPY --from=build /usr/local/bin/press /usr/local/bin/press
COPY --from=build /root/.pressrc /root/.pressrc
RUN chmod 2775 /srv/pages
USER press
CMD ["press"]

ARG GO=1.27-alpine3.24
from node:24 as build
run npm ci && npm run build

from golang:${GO} as builder
copy --from=build /web/dist /srv/web
copy main.go /go/src/web/
run cd /go/src/web && go build -o /srv/serve .

from alpine:3.24 as app
copy --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
copy --from=builder /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
copy --from=builder /srv/web /srv/web
copy --from=builder /srv/serve /srv/serve
workdir /srv
entrypoint ["/srv/serve"]

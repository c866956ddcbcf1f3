ARG GO=1.27-alpine3.24
from node:24 as build
run npm ci && npm run build

from golang:${GO} as app
copy --from=build /web/dist /srv/web
copy main.go /go/src/web/
run cd /go/src/web && go build -o /srv/serve .
workdir /srv
entrypoint ["/srv/serve"]

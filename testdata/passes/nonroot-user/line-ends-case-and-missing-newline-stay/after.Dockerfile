from node:22.12.0-bookworm
workdir /srv/app
# source
copy --chown=1000:1000 . .
cmd node server.js
run npm ci
run chown 1000:1000 /srv/app
user 1000:1000
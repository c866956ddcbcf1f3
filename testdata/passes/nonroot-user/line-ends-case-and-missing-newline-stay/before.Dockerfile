from node:22.12.0-bookworm
workdir /srv/app
# source
copy . .
cmd node server.js
run npm ci
FROM --platform=$BUILDPLATFORM docker.io/library/node:26.7.0-trixie AS assets
RUN npm ci && npm run build

from "library/nginx:1.31.4-trixie"   as   web
COPY --from=assets /app/dist /usr/share/nginx/html

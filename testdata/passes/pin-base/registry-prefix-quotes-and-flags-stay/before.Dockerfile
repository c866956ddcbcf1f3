FROM --platform=$BUILDPLATFORM docker.io/library/node AS assets
RUN npm ci && npm run build

from "library/nginx:latest"   as   web
COPY --from=assets /app/dist /usr/share/nginx/html

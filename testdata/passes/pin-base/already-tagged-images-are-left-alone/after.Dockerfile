FROM ubuntu:24.04 AS tools
FROM node:22-alpine AS assets
FROM python:3.12.4-slim-bookworm
COPY --from=assets /app/dist /srv/www
ONBUILD COPY --from=nginx:latest /etc/nginx /etc/nginx

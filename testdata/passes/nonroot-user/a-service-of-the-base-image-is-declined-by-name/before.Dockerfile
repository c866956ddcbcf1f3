FROM nginx:1.27.3 AS site
COPY site/ /usr/share/nginx/html/

FROM postgres:17.2 AS database
COPY schema.sql /docker-entrypoint-initdb.d/

# A base for others.
FROM node:22.12.0-bookworm AS base
RUN npm install --global yarn

FROM nginx:1.27.3 AS own
COPY site/ /usr/share/nginx/html/
USER nginx

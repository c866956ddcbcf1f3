ARG TAG=latest
ARG IMAGE=ruby

FROM node:${TAG} AS assets
RUN npm ci

FROM python:${TAG}
COPY --from=assets /app /app

FROM $IMAGE AS docs
ARG IMAGE
RUN echo "built on $IMAGE"

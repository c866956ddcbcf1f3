FROM node:24.12.0-trixie
COPY package.json package-lock.json ./
RUN npm ci

FROM continuumio/miniconda3:25.3.1-1
RUN conda install -y numpy
RUN /opt/conda/bin/conda install -y scipy

FROM composer:2.9.2
RUN composer install --no-dev

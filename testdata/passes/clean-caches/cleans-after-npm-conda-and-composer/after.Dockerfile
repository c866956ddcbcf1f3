FROM node:24.12.0-trixie
COPY package.json package-lock.json ./
RUN npm ci \
    && rm -rf ~/.npm/_cacache

FROM continuumio/miniconda3:25.3.1-1
RUN conda install -y numpy \
    && conda clean --all --yes
RUN /opt/conda/bin/conda install -y scipy \
    && /opt/conda/bin/conda clean --all --yes

FROM composer:2.9.2
RUN composer install --no-dev \
    && composer clear-cache

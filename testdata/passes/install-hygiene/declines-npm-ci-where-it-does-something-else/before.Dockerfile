FROM node:26.7.0-trixie AS options
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm install --no-save
FROM node:26.7.0-trixie AS directory
WORKDIR /srv
COPY package.json package-lock.json ./
RUN cd sub && npm install
FROM node:8.4.0 AS version
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm install
FROM registry.example.com/node:20 AS base
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm install
FROM node:26.7.0-trixie AS modules
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm install express
RUN npm install
FROM node:26.7.0-trixie AS copied
WORKDIR /srv
COPY package.json package-lock.json ./
COPY node_modules ./node_modules
RUN npm install
FROM node:26.7.0-trixie AS mounted
WORKDIR /srv
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/srv/node_modules npm install

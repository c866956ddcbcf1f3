FROM node:22.12.0-bookworm AS all
WORKDIR /srv/app
COPY . .
RUN npm install

FROM node:22.12.0-bookworm AS directory
WORKDIR /srv/app
COPY ./web/ ./
RUN npm install --omit=dev

# There is none in it.
FROM node:22.12.0-bookworm AS without
WORKDIR /srv/app
COPY docs .
RUN npm install

# It is not where npm looks.
FROM node:22.12.0-bookworm AS elsewhere
WORKDIR /srv
COPY . app
RUN npm install

# Another image's files are not those of the context.
FROM node:22.12.0-bookworm AS foreign
WORKDIR /srv/app
COPY --from=all /srv/app .
RUN npm install

# npm ci removes what the COPY brings.
FROM node:22.12.0-bookworm AS full
WORKDIR /srv/app
COPY full .
RUN npm install

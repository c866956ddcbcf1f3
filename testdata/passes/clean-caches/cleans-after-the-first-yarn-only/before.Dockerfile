FROM node:24.12.0-trixie
COPY package.json yarn.lock ./
RUN yarn install --pure-lockfile
RUN yarn global add serve
RUN yarn install --immutable

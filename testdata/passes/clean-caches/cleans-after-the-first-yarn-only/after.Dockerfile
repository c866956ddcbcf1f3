FROM node:24.12.0-trixie
COPY package.json yarn.lock ./
RUN yarn install --pure-lockfile \
    && yarn cache clean
RUN yarn global add serve \
    && yarn cache clean
RUN yarn install --immutable

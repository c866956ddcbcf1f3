FROM alpine:3.23.2
RUN apk add --no-cache npm && npm install -g serve && apk del npm
RUN apk add --no-cache --virtual .build npm && npm install -g serve && apk del .build
RUN apk add --no-cache nodejs && ./npm install -g serve
RUN ( export PATH=/opt/node/bin:$PATH && npm install -g serve ) && mkdir /srv

FROM node:26.7.0-trixie
ONBUILD COPY package.json /srv/
onbuild copy . /srv/
ONBUILD ADD app /srv/
ONBUILD ADD https://example.org/a.sh /srv/

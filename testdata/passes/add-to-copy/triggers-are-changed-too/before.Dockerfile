FROM node:26.7.0-trixie
ONBUILD ADD package.json /srv/
onbuild add . /srv/
ONBUILD ADD app /srv/
ONBUILD ADD https://example.org/a.sh /srv/

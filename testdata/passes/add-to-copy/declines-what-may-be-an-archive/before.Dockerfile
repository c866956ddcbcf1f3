FROM debian:13.6
ADD app /srv/app
ADD start /usr/local/bin/start
ADD dump.tar/ /srv/
ADD run.sh data.bin /srv/
ADD package.apk gems/tool.gem /srv/
# Blanks split words whatever stands around them.
ADD "with blanks/run me.sh" /srv/

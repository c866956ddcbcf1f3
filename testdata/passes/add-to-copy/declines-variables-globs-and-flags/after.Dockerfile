FROM debian:13.6
ARG SOURCE=conf/site.conf
ADD $SOURCE /etc/
ADD ${SOURCE}/site.conf /etc/
ADD build/app.${EXTENSION} /srv/
ADD "conf/${NAME}.conf" /etc/
ADD bin/* /usr/local/bin/
ADD release-*.t[gx]z /opt/
ADD site.conf defaults.tar /etc/
ADD site.conf https://example.org/more.conf /etc/
ADD --checksum=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 site.conf /etc/

FROM debian:13.6
ADD . /srv/app
ADD ./ conf/ /srv/more/
add --chown=1000:1000 start.sh nginx.conf.dist /usr/local/bin/
Add ["package.json", "yarn.lock", "/srv/app/"]
ADD --link --chmod=755 ["with blanks/run me.sh", "/opt/"]
ADD \
    # the one that the service reads
    Gemfile /srv/app/
ADD target/*.jar /srv/app/app.jar
ADD build/libs/service-${VERSION}.jar /srv/app/

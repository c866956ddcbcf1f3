FROM debian:13.6
COPY . /srv/app
COPY ./ conf/ /srv/more/
copy --chown=1000:1000 start.sh nginx.conf.dist /usr/local/bin/
Copy ["package.json", "yarn.lock", "/srv/app/"]
COPY --link --chmod=755 ["with blanks/run me.sh", "/opt/"]
COPY \
    # the one that the service reads
    Gemfile /srv/app/
COPY target/*.jar /srv/app/app.jar
COPY build/libs/service-${VERSION}.jar /srv/app/

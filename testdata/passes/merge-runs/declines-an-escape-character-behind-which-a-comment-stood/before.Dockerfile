# escape=`
FROM debian:13.6
RUN apt-get update
RUN touch ` ` # the line would go on
COPY . /srv

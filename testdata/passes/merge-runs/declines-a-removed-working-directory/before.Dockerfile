FROM debian:13.6
WORKDIR /srv/app
RUN make && rm -rf /srv
RUN ls
RUN rm -rf build
RUN rm -rf ../app
RUN touch /done

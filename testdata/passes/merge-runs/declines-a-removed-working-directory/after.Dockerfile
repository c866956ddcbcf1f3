FROM debian:13.6
WORKDIR /srv/app
RUN make && rm -rf /srv
RUN ls \
    && rm -rf build \
    && rm -rf ../app
RUN touch /done

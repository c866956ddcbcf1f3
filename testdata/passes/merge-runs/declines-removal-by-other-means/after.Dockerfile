FROM debian:13.6
WORKDIR /srv/app
RUN \rm -rf /srv/app
RUN command rm -rf /srv/app
RUN bash -c 'rm -rf /srv/app'
RUN find /srv -delete
RUN xargs rm -rf < list
RUN ( cd /tmp && rm -rf * ) \
    && rm -rf ~/.cache "$HOME/.npm" \
    && find / -type f -name '*.pyc' -delete \
    && touch x

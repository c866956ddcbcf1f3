FROM fedora:44
RUN rm -f /srv/x && /bin/sh /srv/setup
RUN make &> /srv/log
RUN touch /srv/ready

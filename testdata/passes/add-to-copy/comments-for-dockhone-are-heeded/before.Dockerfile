FROM debian:13.6
# dockhone: skip=add-to-copy  the team wants it
ADD a.sh /srv/
ADD b.sh /srv/

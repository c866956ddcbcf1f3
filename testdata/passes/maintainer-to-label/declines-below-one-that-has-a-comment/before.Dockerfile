FROM debian:13.6
# Who began it
MAINTAINER first
MAINTAINER second
FROM debian:13.6
# dockhone: skip=maintainer-to-label
MAINTAINER first
MAINTAINER second

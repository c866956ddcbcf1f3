FROM debian:13.6
MAINTAINER The Team <team@example.org>
RUN touch /a

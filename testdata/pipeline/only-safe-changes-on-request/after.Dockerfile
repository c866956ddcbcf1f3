FROM debian
MAINTAINER The Team
ENV A="b"
RUN touch /a \
    && touch /b

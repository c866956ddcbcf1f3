FROM debian:13.6
RUN echo "dbserver &" > /tmp/start && echo "dbadmin --wait ping" >> /tmp/start && bash /tmp/start
RUN apt-get install -y web \
    && curl -o /tmp/list "https://example.org/?a=1&b=2" \
    && bash /tmp/list \
    && touch /done

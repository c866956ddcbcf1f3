FROM debian:13.6
RUN bash -c "cd / \
                     && ls" \
    && apt-get install -y a \
                       b \
    && touch /x

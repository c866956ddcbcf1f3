FROM debian:13.6
RUN bash -c "cd / \
                     && ls"
RUN apt-get install -y a \
                       b
RUN touch /x

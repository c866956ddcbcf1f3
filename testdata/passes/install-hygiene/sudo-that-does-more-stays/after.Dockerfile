FROM debian:13.6
RUN sudo -u postgres createdb app
RUN sudo -i make install
RUN sudo -s make install
RUN sudo -D /srv make install
RUN nice sudo make install
RUN sudo cd /srv
RUN sudo echo "a\tb" > /srv/file

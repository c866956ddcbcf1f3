FROM example/notebook:3.5.0
USER root
RUN sudo -H pip3 install virtualenv==20.26.3
RUN sudo mkdir /srv/data
RUN sudo apt-get update

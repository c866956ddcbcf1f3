FROM debian:13.6
ENV PATH=/opt/tool/bin:$PATH
RUN sudo pip install tool
RUN sudo apt-get install -y curl
RUN sudo /usr/bin/pip install tool
FROM debian:13.6
RUN PATH=/opt/tool/bin:$PATH && sudo pip install tool

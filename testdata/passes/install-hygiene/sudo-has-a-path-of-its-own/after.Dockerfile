FROM debian:13.6
ENV PATH=/opt/tool/bin:$PATH
RUN sudo pip install tool
RUN apt-get install -y curl
RUN /usr/bin/pip install tool
FROM debian:13.6
RUN PATH=/opt/tool/bin:$PATH && sudo pip install tool

FROM debian:13.6
RUN apt-get install -y zip curl
RUN apt-get install -y curl \
      git   \
      zip
RUN apt-get install -y \
      curl    \
      git     \
      zip     \
 && true
RUN apt-get install -y \
      zip
RUN pip install \
      zipp \
      attrs
RUN apt-get remove -y \
      zip \
      curl

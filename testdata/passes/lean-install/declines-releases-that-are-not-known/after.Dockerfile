FROM registry.example.com/base:4.2
RUN pip install flask
RUN gem install rails
RUN apt-get install -y sphinx-common php5-cli
RUN apt-get install -y --no-install-recommends python3 git ca-certificates

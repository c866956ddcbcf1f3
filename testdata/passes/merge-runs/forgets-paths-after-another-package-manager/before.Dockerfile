FROM debian:13.6
RUN npm install -g n && n stable
RUN npm install -g yarn
RUN gem install bundler && bundle install
RUN bundle exec rake
RUN curl -o /a example.org && conda install curl
RUN curl -o /b example.org

FROM debian:13.6
RUN npm install -g n \
    && n stable \
    && hash -r \
    && npm install -g yarn \
    && gem install bundler \
    && bundle install \
    && bundle exec rake \
    && curl -o /a example.org \
    && conda install curl \
    && hash -r \
    && curl -o /b example.org

FROM ruby:3.3.6-bookworm
RUN mkdir -p /var/lib/tool /opt/tool/bin && cp /usr/bin/env /opt/tool/bin/
WORKDIR /srv/tool
COPY Gemfile Gemfile.lock ./
RUN bundle install
VOLUME /data
COPY . .
CMD ["ruby", "tool.rb", "--store", "/data"]

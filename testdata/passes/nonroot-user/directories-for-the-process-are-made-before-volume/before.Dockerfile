FROM ruby:3.3.6-bookworm
# /build is worked in, and /opt/tool/bin filled: neither is there for the process.
RUN mkdir build && cd build && touch done
RUN mkdir -p /var/lib/tool /opt/tool/bin && cp /usr/bin/env /opt/tool/bin/
WORKDIR /srv/tool
COPY Gemfile Gemfile.lock ./
RUN bundle install
VOLUME /data
COPY . .
CMD ["ruby", "tool.rb", "--store", "/data"]

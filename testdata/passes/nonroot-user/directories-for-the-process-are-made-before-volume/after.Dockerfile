FROM ruby:3.3.6-bookworm
# /build is worked in, and /opt/tool/bin filled: neither is there for the process.
RUN mkdir build && cd build && touch done
RUN mkdir -p /var/lib/tool /opt/tool/bin && cp /usr/bin/env /opt/tool/bin/
WORKDIR /srv/tool
COPY Gemfile Gemfile.lock ./
RUN bundle install
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && mkdir -p /data \
    && chown 10001:10001 /srv/tool /var/lib/tool /data
VOLUME /data
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["ruby", "tool.rb", "--store", "/data"]

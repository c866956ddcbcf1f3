FROM ruby:3.3.4-bookworm
RUN git clone --depth=1 https://example.org/shop.git /srv/shop
WORKDIR /srv/shop
ENV RAILS_ENV=production
RUN bundle install --jobs 4
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]

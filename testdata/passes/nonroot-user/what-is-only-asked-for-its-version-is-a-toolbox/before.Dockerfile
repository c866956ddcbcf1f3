FROM php:8.2.20-cli-bookworm
COPY --from=composer:2.7.7 /usr/bin/composer /usr/bin/composer
RUN curl -fsSL https://example.org/install.sh | bash -
CMD echo "PHP $(php -v)"; echo $(composer --version)

FROM python:3.12-slim
WORKDIR /srv
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt start.sh ./
RUN pip install -r requirements.txt
ENTRYPOINT ["./start.sh"]

FROM node:22-slim
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
CMD ["node", "index.js"]

FROM ruby:3.3-slim
COPY Gemfile Gemfile.lock ./
RUN bundle install
CMD ["ruby", "app.rb"]

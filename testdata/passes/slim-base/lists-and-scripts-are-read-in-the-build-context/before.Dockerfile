FROM python:3.12
WORKDIR /srv
COPY requirements.txt start.sh ./
RUN pip install -r requirements.txt
ENTRYPOINT ["./start.sh"]

FROM node:22
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
CMD ["node", "index.js"]

FROM ruby:3.3
COPY Gemfile Gemfile.lock ./
RUN bundle install
CMD ["ruby", "app.rb"]

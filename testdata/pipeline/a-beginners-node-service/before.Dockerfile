FROM node
MAINTAINER "The Team"
ENV NODE_ENV production
RUN mkdir /app
WORKDIR /app
ADD package.json /app
RUN npm install
RUN npm install -g pm2
RUN rm -rf /tmp/*
ADD . /app
EXPOSE 3000
CMD npm start
CMD ["pm2-runtime", "server.js"]

FROM node:26.7.0-trixie
WORKDIR /srv
COPY . .
RUN npm install
CMD ["npm", "start"]

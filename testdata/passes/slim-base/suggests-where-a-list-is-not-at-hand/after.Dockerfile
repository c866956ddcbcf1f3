FROM node:10.15.3-slim
WORKDIR /srv
COPY package.json .
RUN npm install
COPY . .
EXPOSE 3000
CMD ["npm", "start"]

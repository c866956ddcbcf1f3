FROM node:22-slim
WORKDIR /srv
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates wget \
 && rm -rf /var/lib/apt/lists/*
# The certificates of the company.
RUN wget -q -O /usr/local/share/ca-certificates/company.crt https://example.com/company.crt \
 && update-ca-certificates
RUN npm install -g pm2
COPY . .
CMD ["node", "server.js"]

const http = require('http');
http.createServer((request, response) => response.end(new Date().toISOString())).listen(3000);

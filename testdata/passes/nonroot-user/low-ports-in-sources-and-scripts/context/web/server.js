const http = require('http');
http.createServer((request, answer) => answer.end('ok')).listen(process.env.PORT || 80);

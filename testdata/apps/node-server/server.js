'use strict';

const fs = require('fs');
const http = require('http');
const path = require('path');
const greeting = require('greeting');

const WELCOME = 'Knock at /door/NAME.';
const doors = JSON.parse(fs.readFileSync(path.join(__dirname, 'doors.json'), 'utf8'));

function answer(url) {
  if (url === '/') return [200, `${WELCOME}\n`];
  const name = url.startsWith('/door/') ? doors[url.slice('/door/'.length)] : undefined;
  return name ? [200, greeting(name)] : [404, 'Nobody is here.\n'];
}

http
  .createServer((request, response) => {
    const [status, text] = answer(request.url);
    response.writeHead(status, { 'Content-Type': 'text/plain' });
    response.end(text);
  })
  .listen(3000);

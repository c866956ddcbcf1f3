'use strict';

module.exports = (name) => `Good morning, ${name}!\n`;

const fs = require("fs"); fs.createWriteStream("photos/1");

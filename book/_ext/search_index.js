/* node search_index.js MINISEARCH SEARCH_JS: makes the index of the sections that come as JSON. */
"use strict";
const MiniSearch = require(process.argv[2]);
const options = require(process.argv[3]);

let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", () => {
  const index = new MiniSearch(options);
  index.addAll(JSON.parse(text));
  const plain = index.toJSON();
  plain.index = options.pack(plain.index);
  process.stdout.write("window.searchIndex = " + JSON.stringify(plain) + ";\n");
});

/* node katex_server.js KATEX_FOLDER MACROS: renders formulas, one JSON object a line each way. */
"use strict";
const katex = require(process.argv[2]);
const macros = JSON.parse(process.argv[3]);

function render({ tex, display }) {
  const warnings = [];
  const strict = (code, message) => {
    if (code === "htmlExtension") return "ignore"; // trusted below, and only that
    warnings.push(`${message} [${code}]`);
    return "ignore";
  };
  const options = {
    displayMode: display,
    output: "htmlAndMathml",
    throwOnError: true,
    strict,
    trust: ({ command }) => command === "\\htmlClass",
    macros: { ...macros },
  };
  try {
    return { html: katex.renderToString(tex, options), warnings };
  } catch (error) {
    return { error: String(error.message) };
  }
}

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(JSON.stringify(render(JSON.parse(line))) + "\n"));

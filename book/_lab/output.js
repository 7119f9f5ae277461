/* What a cell put out, as text and pictures; nothing of it is ever read as HTML. */

import { make, say } from "./dom.js";

const MOST = 20000;
const PICTURE = /^[A-Za-z0-9+/=\s]*$/;

function block(text, kind) {
  const cut = text.length > MOST ? `${text.slice(0, MOST)}\n${say("cut")}` : text;
  return make("pre", { class: `lab-text lab-${kind}`, tabindex: "0" }, cut);
}

/** Show the outputs of a cell, or why there are none. */
export function showOutput(place, output) {
  place.replaceChildren();
  if (typeof output.stdout === "string" && output.stdout) place.append(block(output.stdout, "out"));
  if (typeof output.stderr === "string" && output.stderr) place.append(block(output.stderr, "err"));
  for (const shown of Array.isArray(output.displays) ? output.displays.slice(0, 20) : []) {
    const picture = shown?.["image/png"];
    if (typeof picture === "string" && picture && PICTURE.test(picture)) {
      place.append(make("img", { src: `data:image/png;base64,${picture}`, alt: say("picture"), class: "lab-picture" }));
    } else if (typeof shown?.["text/plain"] === "string") {
      place.append(block(shown["text/plain"], "out"));
    }
  }
  const error = output.error;
  if (error) place.append(block(String(error.traceback || `${error.ename}: ${error.evalue}`), "err"));
  if (!place.childElementCount) place.append(make("p", { class: "lab-note" }, say("silent")));
}

export function showNote(place, key, values) {
  place.replaceChildren(make("p", { class: "lab-note" }, say(key, values)));
}

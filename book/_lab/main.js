/* The lab. course.js loads this file when a reader first asks for it. */

import { openCell } from "./chapter.js";
import { setFolder } from "./data.js";
import { offerToKeep } from "./keep.js";
import { say } from "./dom.js";
import { confine } from "./policy.js";
import { openSet } from "./set.js";

const script = document.currentScript.src;
const root = new URL("../../", script).href; // of the book
setFolder(new URL("./", script).href);
confine();

/* What a browser must know; one that does not gets a sentence instead. */
function missing() {
  return typeof WebAssembly !== "object" || typeof DecompressionStream !== "function" || !("srcdoc" in document.createElement("iframe"));
}

window.courseLab = async (opener) => {
  const lab = opener.closest(".lab");
  const place = lab ? lab.querySelector(".lab-status") : opener;
  if (missing()) {
    place.textContent = say("old");
    return;
  }
  try {
    if (opener.dataset.lab === "keep") await offerToKeep(opener, root);
    else await (lab ? openSet(lab, root) : openCell(opener));
  } catch (error) {
    console.error(error);
    place.textContent = say(location.protocol === "file:" ? "failed_disk" : "failed", { text: String(error.message).slice(0, 300) });
    opener.disabled = false;
  }
};

/* The book and the lab for use without a network: told what it weighs, then kept if wanted. */

import { loadText } from "./data.js";
import { make, megabytes, say } from "./dom.js";

export async function offerToKeep(opener, root) {
  const place = opener.closest(".lab-keep");
  if (location.protocol === "file:" || !navigator.serviceWorker) {
    place.replaceChildren(say("offline_no"));
    return;
  }
  const { bytes } = JSON.parse(await loadText("keep"));
  const note = make("span", { role: "status" });
  const keep = make(
    "button",
    {
      type: "button",
      class: "lab-button",
      onclick: async () => {
        keep.disabled = true;
        note.textContent = say("offline_now");
        try {
          const registered = await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root });
          await finished(registered);
          note.textContent = say("offline_done");
        } catch (error) {
          note.textContent = say("offline_failed", { text: String(error.message).slice(0, 200) });
          keep.disabled = false;
        }
      },
    },
    say("offline_yes", { size: megabytes(bytes) }),
  );
  place.replaceChildren(make("p", {}, say("offline_size", { size: megabytes(bytes) })), keep, " ", note);
}

/* Until the worker that is being installed has kept everything. */
function finished(registered) {
  const worker = registered.installing ?? registered.waiting ?? registered.active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error(worker.state));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/* The code of a chapter, to be run and changed: each cell with those above it. */

import { Bench, Lost } from "./bench.js";
import { loadText } from "./data.js";
import { button, make, megabytes, say } from "./dom.js";
import { edit } from "./editor.js";
import { showNote, showOutput } from "./output.js";

let bench, cells, busy;

export async function openCell(opener) {
  const number = Number(opener.dataset.lab);
  opener.disabled = true;
  opener.textContent = say("loading");
  cells ??= JSON.parse(await loadText(`cells-${document.querySelector("meta[name=course-cells]").content}`)).map((text) => ({ text }));
  bench ??= new Bench((bytes) => document.querySelectorAll(".lab-starting").forEach((place) => showNote(place, "starting", { size: megabytes(bytes) })));
  const cell = cells[number];
  const given = cell.text;
  const place = make("div", { class: "lab-cell lab-chapter" });
  const holder = make("div", { class: "lab-editor" });
  const output = make("div", { class: "lab-output", role: "status" });

  async function run() {
    if (busy) return;
    bench.halted = false;
    busy = true;
    stop.hidden = false;
    showNote(output, "running");
    output.classList.add("lab-starting");
    try {
      showOutput(output, await bench.run(cells, number));
    } catch (error) {
      if (!(error instanceof Lost)) console.error(error);
      showNote(output, error instanceof Lost ? `lost_${error.reason}` : "failed", { text: String(error.message).slice(0, 300) });
    } finally {
      busy = false;
      stop.hidden = true;
      output.classList.remove("lab-starting");
    }
  }

  const editor = edit(holder, given, { label: say("editor_cell", { number: number + 1 }), onRun: run, onChange: (text) => (cell.text = text) });
  const stop = button("stop", () => bench.halt(), { hidden: true });
  const reset = () => (editor.text = given);
  const close = () => {
    cell.text = given;
    editor.close();
    place.remove();
    opener.hidden = opener.disabled = false;
    opener.focus();
  };
  place.append(holder, make("p", { class: "lab-tools" }, button("run", run), button("reset", reset), button("close", close), stop), output);
  opener.before(place);
  opener.hidden = true;
  opener.textContent = say("open_cell");
  bench.warm(given);
  editor.focus();
}

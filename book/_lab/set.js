/* The lab page of a problem set: its cells become editors, its answers are judged by its pack. */

import { Bench, Lost } from "./bench.js";
import { check, QUESTION_SECONDS } from "./check.js";
import { load, loadText } from "./data.js";
import { button, make, megabytes, say, speech, store } from "./dom.js";
import { edit } from "./editor.js";
import { showNote, showOutput } from "./output.js";
import { Python } from "./python.js";
import { showVerdicts } from "./report.js";

const NAMES = /^(?:class|def)\s+(\w+)/gm;

export async function openSet(lab, root) {
  const stem = lab.dataset.stem;
  const status = lab.querySelector(".lab-status");
  let asked = null; // the answer whose button was pressed
  /* What is going on stands on top, and beside the answer that it is about; it is spoken once. */
  const tell = (key, values, about = asked) => {
    for (const place of about?.note ? [status, about.note] : [status]) place.textContent = key ? say(key, values) : "";
  };
  tell("loading");
  const { notebook: released, worked } = JSON.parse(await loadText(`set-${stem}`));
  const packed = lab.dataset.check === "yes" ? await loadText(`pack-${stem}`) : null;
  const pack = packed ? JSON.parse(packed) : { reading: {} };
  const bench = new Bench((bytes) => tell("starting", { size: megabytes(bytes) }));
  const places = new Map(Array.from(document.querySelectorAll(".lab-cell"), (place) => [place.id.slice(5), place]));
  const cells = [];
  let judge = null;
  let busy = null;

  for (const cell of released.cells) {
    const meta = cell.metadata.nbgrader;
    const place = meta && places.get(cleaned(meta.grade_id));
    if (cell.cell_type !== "code" || !place) continue;
    cells.push(meta.solution ? answerCell(cell, meta.grade_id, place) : givenCell(cell, place));
  }

  function answerCell(cell, id, place) {
    const key = `${stem}:${id}`;
    const given = cell.source;
    const made = { id, names: Array.from(given.matchAll(NAMES), (match) => match[1]), text: store.get(key) ?? given };
    const holder = make("div", { class: "lab-editor" });
    const output = make("div", { class: "lab-output", role: "status" });
    const note = make("p", { class: "lab-note", "aria-hidden": "true" });
    const halt = stopper();
    const stale = make("p", { class: "lab-note", role: "status" });
    const verdicts = make("div", { class: "lab-verdicts" });
    const run = () => runCell(made, output);
    const editor = edit(holder, made.text, {
      label: say("editor", { name: id }),
      onRun: run,
      onChange(text) {
        made.text = text;
        store.set(key, text === given ? null : text);
        mark(made);
      },
    });
    const reset = () => {
      if (confirm(say("sure", { name: id }))) editor.text = given;
    };
    const tools = make("p", { class: "lab-tools" }, button("run", run), button("check", () => checkAll(made)), button("reset", reset), halt);
    place.replaceChildren(holder, tools, note, output, stale, verdicts);
    return Object.assign(made, { cell, editor, output, note, halt, stale, verdicts, mustRun: false });
  }

  /* Verdicts are about a text; whoever has changed it since is told so. */
  function mark(answer) {
    const old = answer.judged !== undefined && answer.judged !== answer.text;
    answer.stale.textContent = old ? say("stale") : "";
    answer.verdicts.classList.toggle("lab-stale", old);
  }

  function stopper() {
    return button("stop", () => bench.halt(), { hidden: true });
  }

  function givenCell(cell, place) {
    const made = { cell, text: cell.source, mustRun: false };
    const output = make("div", { class: "lab-output", role: "status" });
    place.append(make("p", { class: "lab-tools" }, button("run", () => runCell(made, output))), output);
    return made;
  }

  /* One thing at a time; a button that is pressed meanwhile says so. */
  async function alone(from, work) {
    if (busy) return tell("busy", {}, from);
    for (const cell of cells) if (cell.note) cell.note.textContent = "";
    asked = from;
    const stops = from?.halt ? [stop, from.halt] : [stop];
    bench.halted = false;
    for (const one of stops) one.hidden = false;
    busy = work();
    try {
      await busy;
    } finally {
      busy = null;
      for (const one of stops) one.hidden = true;
    }
  }

  function runCell(cell, output) {
    return alone(cell, async () => {
      showNote(output, "running");
      try {
        showOutput(output, await bench.run(cells, cells.indexOf(cell)));
        tell("");
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
        showNote(output, `lost_${error.reason}`);
        tell("");
      }
    }).catch((error) => fail(error));
  }

  function fail(error) {
    if (error instanceof Lost) tell(`lost_${error.reason}`);
    else {
      console.error(error);
      tell("failed", { text: String(error.message).slice(0, 300) });
    }
  }

  function notebook() {
    const texts = new Map(cells.filter((cell) => cell.editor).map((cell) => [cell.id, cell.text]));
    const changed = released.cells.map((cell) => {
      const text = texts.get(cell.metadata.nbgrader?.grade_id);
      return text === undefined ? cell : { ...cell, source: text };
    });
    return JSON.stringify({ ...released, cells: changed }, null, 1) + "\n";
  }

  async function open() {
    if (judge && !judge.ended) return judge;
    judge = new Python("judge");
    await judge.ready;
    const texts = speech === "en" ? "{}" : await loadText(`texts-${speech}-${stem}`);
    await judge.ask("open", { pack: packed, language: speech, texts });
    return judge;
  }

  function checkAll(from) {
    if (!packed) return checkPublicly(from);
    return alone(from, async () => {
      const began = performance.now();
      tell("checking");
      const texts = new Map(cells.map((cell) => [cell, cell.text]));
      const answer = await judged(new TextEncoder().encode(notebook()), `${stem}.ipynb`);
      show(answer, from, texts);
      lab.dataset.seconds = ((performance.now() - began) / 1000).toFixed(3);
    }).catch(fail);
  }

  async function judged(bytes, name) {
    const ready = await open();
    return check(ready, bench, bytes, name, (done, all) => tell("asking", { done: done + 1, all }));
  }

  /* Without a pack: the notebook's own checks, and the slopes, which need no answers. */
  function checkPublicly(from) {
    return alone(from, async () => {
      tell("checking");
      const at = from ? cells.indexOf(from) : -1;
      const next = cells.findIndex((cell, i) => i > at && cell.editor);
      const own = (cell, i) => !cell.editor && i > at && (!from || next < 0 || i < next);
      for (const cell of cells.filter(own)) {
        const output = await bench.run(cells, cells.indexOf(cell));
        if (from) showOutput(from.output, output);
        if (output.error) return tell("public_wrong");
      }
      await bench.run(cells, cells.length - 1);
      const runner = await bench.get();
      const encoded = Uint8Array.from(atob(worked), (character) => character.charCodeAt(0));
      const slopes = JSON.parse(await runner.ask("slopes", { encoded }, { seconds: QUESTION_SECONDS }));
      const asked = Object.keys(slopes).filter((name) => !from || from.names.includes(name));
      const wrong = asked.filter((name) => slopes[name] !== true);
      if (wrong.length) tell("slope_wrong", { names: wrong.join(", ") });
      else tell(asked.length ? "slope_right" : "public_right", { names: asked.join(", ") });
    }).catch(fail);
  }

  function show({ report, told }, from, texts) {
    for (const cell of cells.filter((one) => one.editor)) {
      const questions = report.questions.filter((question) => cell.names.includes(question.id.split(".")[0]));
      showVerdicts(cell.verdicts, questions, { told }, pack, root, (example) => tryExample(cell, example));
      cell.judged = texts.get(cell);
      mark(cell);
    }
    const right = report.score >= report.max_score;
    tell(right ? "all_right" : "score", { score: report.score, most: report.max_score });
    remarks.replaceChildren(...(report.remarks ?? []).map((text) => make("p", {}, text)));
    store.set(`score:${stem}`, JSON.stringify([report.score, report.max_score]));
    const shown = from?.verdicts ?? cells.find((cell) => cell.verdicts?.querySelector("details"))?.verdicts;
    shown?.scrollIntoView({ block: "nearest" });
  }

  /* The worked example as lines to play with, below the answer that it belongs to. */
  function tryExample(cell, example) {
    cell.scratch?.remove();
    const holder = make("div", { class: "lab-editor" });
    const output = make("div", { class: "lab-output", role: "status" });
    const trial = { text: example.given.map(arrays).join("\n") + "\n", mustRun: false };
    const run = () =>
      alone(cell, async () => {
        showNote(output, "running");
        const at = cells.indexOf(cell);
        showOutput(output, await bench.run([...cells.slice(0, at + 1), trial], at + 1));
      }).catch(fail);
    cell.scratch = make("div", { class: "lab-scratch" }, holder, make("p", { class: "lab-tools" }, button("run", run)), output);
    cell.verdicts.after(cell.scratch);
    const editor = edit(holder, trial.text, { label: say("scratch"), onRun: run, onChange: (value) => (trial.text = value) });
    editor.focus();
  }

  /* What runs comes first; what judges follows, unless the device is a small one. */
  async function warm() {
    try {
      await bench.get();
      tell("ready_now");
      if (packed && (navigator.deviceMemory ?? 8) >= 4) await open();
    } catch (error) {
      fail(error);
    }
  }

  function download() {
    const blob = new Blob([notebook()], { type: "application/x-ipynb+json" });
    const link = make("a", { href: URL.createObjectURL(blob), download: `${stem}.ipynb` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const stop = stopper();
  const remarks = make("div", { class: "lab-remarks" });
  lab.querySelector(".lab-open-set").replaceWith(
    make("p", { class: "lab-tools" }, button("check_all", () => checkAll(null)), button("download", download), stop),
  );
  lab.append(remarks);
  lab.courseLab = { cells, bench, notebook, judged };
  tell("ready");
  warm();
  lab.dataset.opened = "yes";
}

/** An id as Sphinx makes it of a grade id. */
function cleaned(id) {
  return id.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** A line whose lists of numbers are arrays, as the grader gives them. */
export function arrays(line) {
  let depth = 0;
  return line.replace(/[[\]]/g, (bracket) => {
    if (bracket === "[") return depth++ ? "[" : "np.array([";
    return --depth ? "]" : "])";
  });
}

/* Workers that run Python, each in a frame of its own that has no origin: nothing of the page, of
   the reader's storage or of the network is within reach of what runs there. */

import { load, unpack } from "./data.js";
import { NONCE } from "./policy.js";

const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'`;
/* What a frame does: make a worker of the script that it is sent, and hand the port over. */
const FRAME = `onmessage=({data,ports})=>{onmessage=null;const w=new Worker(URL.createObjectURL(new Blob(data,{type:"text/javascript"})));w.onerror=e=>{e.preventDefault();ports[0].postMessage({error:String(e.message)})};w.postMessage(ports[1],[ports[1]])}`;

const START = {
  runner: `
import os, sys
sys.path.append("/course")
os.environ["MATPLOTLIBRC"] = "/course/matplotlibrc"
from autograder.lab.runner import Runner
_runner = Runner()
fresh, run = _runner.fresh, _runner.run
def play(encoded, answer):
    _runner.play(encoded.to_bytes(), lambda frame: answer(frame))
def slopes(encoded):
    return _runner.slopes(encoded.to_bytes())
`,
  judge: `
import sys
sys.path.append("/course")
import json
from autograder.lab.judge import Judge, page
def open_pack(pack, language, texts):
    global _judge
    _judge = Judge(pack, language, texts)
def plan(notebook, name):
    planned = _judge.plan(notebook.to_bytes(), name)
    return {"cells": list(planned.cells), "parts": list(planned.parts), "counts": list(planned.counts)}
def _frame(value):
    return value if isinstance(value, str) else value.to_bytes()
def conclude(outputs, shown):
    frames = [[_frame(frame) for frame in part] for part in shown]
    return json.dumps(page(_judge, _judge.report(list(outputs), frames)))
`,
};

/* More than this, and a worker is thrown away after its task. */
export const MOST_MEMORY = 600 * 2 ** 20;

export class Lost extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

let files;
/** Pyodide, NumPy and the course's own modules; `onProgress` is told of bytes that have come. */
export function fetchPython(onProgress) {
  files ??= Promise.all([load("core", onProgress), load("course")]).then(([core, course]) => ({
    ...unpack(core),
    ...unpack(course),
  }));
  files.catch(() => (files = undefined));
  return files;
}

/** A worker of one role: `runner` or `judge`. */
export class Python {
  constructor(role, onProgress) {
    this.role = role;
    this.count = 0;
    this.waiting = new Map();
    this.figures = false;
    this.memory = 0;
    const ended = new Promise((_, reject) => (this.cancel = reject));
    this.ready = Promise.race([this.start(onProgress), ended]);
    this.ready.catch(() => {});
  }

  async start(onProgress) {
    const { "pyodide.asm.js": asm, "pyodide.js": pyodide, "worker.js": worker, ...rest } = await fetchPython(onProgress);
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Python";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.srcdoc =
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
      `<script nonce="${NONCE}">${FRAME}</script>`;
    this.frame = frame;
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
    if (this.ended) throw new Lost("ended");
    const mine = new MessageChannel();
    const errors = new MessageChannel();
    this.port = mine.port1;
    this.port.onmessage = (event) => this.hear(event.data);
    errors.port1.onmessage = () => this.end("died");
    frame.contentWindow.postMessage([asm, "\n", pyodide, "\n", worker], "*", [errors.port2, mine.port2]);
    const { memory } = await this.ask("boot", { files: rest, role: this.role, start: START[this.role] });
    this.memory = memory;
  }

  /* What comes out of a worker is data from a stranger: it is looked at, never trusted. */
  hear(message) {
    const task = this.waiting.get(message?.id);
    if (!task) return;
    if (message.frame !== undefined) {
      if (message.frame instanceof Uint8Array && task.frames && task.frames.length < task.most) {
        task.frames.push(message.frame);
      }
      return;
    }
    this.waiting.delete(message.id);
    clearTimeout(task.timer);
    if (message.error !== undefined) task.reject(new Error(String(message.error).slice(0, 20000)));
    else task.resolve(message.result);
  }

  ask(name, data = {}, { seconds, frames, most } = {}) {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      const timer = seconds && setTimeout(() => this.end("timeout"), 1000 * seconds);
      this.waiting.set(id, { resolve, reject, timer, frames, most });
      this.port.postMessage({ id, task: name, ...data });
    });
  }

  async run(source, seconds) {
    await this.ready;
    const { output, memory } = await this.ask("run", { source }, { seconds });
    this.memory = memory;
    return output;
  }

  /** Play encoded scripts; `frames` gets what each showed as it comes. */
  async play(encoded, frames, most, seconds) {
    await this.ready;
    await this.ask("play", { encoded }, { seconds, frames, most });
  }

  async draw() {
    if (this.figures) return;
    const archive = unpack(await load("figures"));
    await this.ready;
    const names = JSON.parse(new TextDecoder().decode(archive["names.json"]));
    await this.ask("install", { files: archive, names });
    this.figures = true;
  }

  end(reason = "ended") {
    if (this.ended) return;
    this.ended = reason;
    this.frame?.remove();
    this.cancel(new Lost(reason));
    for (const task of this.waiting.values()) {
      clearTimeout(task.timer);
      task.reject(new Lost(reason));
    }
    this.waiting.clear();
  }
}

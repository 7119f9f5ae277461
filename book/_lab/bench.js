/* The runner that a page uses: one at a time, made anew when it is lost. */

import { load } from "./data.js";
import { DRAWS, CELL_SECONDS } from "./check.js";
import { Lost, MOST_MEMORY, Python } from "./python.js";

export class Bench {
  constructor(onProgress) {
    this.onProgress = onProgress;
    this.runner = null;
    this.halted = false; // by Stop, until the next thing is asked for
    this.ran = new Map(); // cell → the text that was run in this runner
  }

  /** A runner that is ready; a new one has no names in it. */
  async get() {
    if (this.halted) throw new Lost("stopped");
    if (!this.runner || this.runner.ended) {
      this.runner = new Python("runner", this.onProgress);
      this.ran.clear();
    }
    await this.runner.ready;
    return this.runner;
  }

  /** A runner without names, for a judgement. */
  async fresh() {
    const runner = await this.get();
    this.ran.clear();
    await runner.ask("fresh");
    return runner;
  }

  stop(reason = "stopped") {
    this.runner?.end(reason);
    this.runner = null;
    this.ran.clear();
  }

  /** What Stop does: nothing that was asked for goes on. */
  halt() {
    this.halted = true;
    this.stop();
  }

  /** Run a cell, and before it those above that have not run as they stand; returns its output. */
  async run(cells, index) {
    for (let i = 0; i <= index; i++) {
      const text = cells[i].text;
      if (i < index && this.ran.get(cells[i]) === text) continue;
      const runner = await this.get();
      if (DRAWS.test(text)) await runner.draw();
      const output = JSON.parse(await runner.run(text, CELL_SECONDS));
      this.ran.set(cells[i], text);
      if (i === index) {
        if (runner.memory > MOST_MEMORY) this.stop("memory");
        return output;
      }
      if (output.error && cells[i].mustRun) return output;
    }
  }

  /** Begin to load what a cell needs. */
  warm(text = "") {
    this.get().catch(() => {});
    if (DRAWS.test(text)) load("figures").catch(() => {});
  }
}

export { Lost };

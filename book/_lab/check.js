/* Judging a notebook: the judge says what to run and ask, a runner does it, the judge concludes.
   As in `autograder check`, a cell or question that takes too long is lost, and what is left is asked
   of a fresh runner, until the time for all is up. WebAssembly is slower, so a question has longer. */

import { Lost } from "./python.js";

export const CELL_SECONDS = 30;
export const QUESTION_SECONDS = 20;
export const ALL_SECONDS = 180;
export const DRAWS = /\bmatplotlib\b/;

export async function check(judge, bench, notebook, name, onStep = () => {}) {
  await judge.ready;
  const plan = await judge.ask("plan", { notebook, name });
  const outputs = plan.cells.map(() => null);
  const leftOut = new Set();
  let runner = null;
  let left = ALL_SECONDS;

  /* Give a task its time, and take what it used off the time for all. */
  async function within(seconds, task) {
    if (left <= 0) throw new Lost("timeout");
    const began = performance.now();
    try {
      return await task(Math.min(seconds, left));
    } finally {
      left -= (performance.now() - began) / 1000;
    }
  }

  async function start() {
    while (runner === null && left > 0) {
      runner = await bench.fresh();
      if (plan.cells.some((cell) => DRAWS.test(cell))) await runner.draw();
      for (let i = 0; i < plan.cells.length; i++) {
        if (leftOut.has(i)) continue;
        try {
          const output = await within(CELL_SECONDS, (time) => runner.run(plan.cells[i], time));
          outputs[i] ??= output;
        } catch (error) {
          outputs[i] ??= reasonOf(error);
          leftOut.add(i);
          bench.stop();
          runner = null;
          break;
        }
      }
    }
  }

  const shown = [];
  for (let i = 0; i < plan.parts.length; i++) {
    onStep(i, plan.parts.length);
    await start();
    const frames = [];
    try {
      if (!runner) throw new Lost("timeout");
      await within(QUESTION_SECONDS, (time) => runner.play(plan.parts[i], frames, plan.counts[i], time));
    } catch (error) {
      const reason = reasonOf(error);
      while (frames.length < plan.counts[i]) frames.push(reason);
      bench.stop();
      runner = null;
    }
    while (frames.length < plan.counts[i]) frames.push("died");
    shown.push(frames);
  }
  const ended = outputs.map((output) => output ?? "timeout");
  return JSON.parse(await judge.ask("report", { outputs: ended, shown }));
}

/* Why nothing came; a reader who pressed Stop wants no verdict. */
function reasonOf(error) {
  if (error instanceof Lost && error.reason === "stopped") throw error;
  return error instanceof Lost && error.reason === "timeout" ? "timeout" : "died";
}

/* Judging a notebook: the judge says what to run and ask, a runner does it, the judge concludes.
   The limits are those of `autograder check`: a cell or question that takes too long is lost, and
   what is left is asked of a fresh runner. */

import { Lost } from "./python.js";

export const CELL_SECONDS = 30;
export const QUESTION_SECONDS = 10;
export const DRAWS = /\bmatplotlib\b/;

export async function check(judge, bench, notebook, name, onStep = () => {}) {
  await judge.ready;
  const plan = await judge.ask("plan", { notebook, name });
  const outputs = plan.cells.map(() => null);
  const leftOut = new Set();
  let runner = null;

  async function start() {
    while (runner === null) {
      runner = await bench.fresh();
      if (plan.cells.some((cell) => DRAWS.test(cell))) await runner.draw();
      for (let i = 0; i < plan.cells.length; i++) {
        if (leftOut.has(i)) continue;
        try {
          const output = await runner.run(plan.cells[i], CELL_SECONDS);
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
      await runner.play(plan.parts[i], frames, plan.counts[i], QUESTION_SECONDS);
    } catch (error) {
      const reason = reasonOf(error);
      while (frames.length < plan.counts[i]) frames.push(reason);
      bench.stop();
      runner = null;
    }
    while (frames.length < plan.counts[i]) frames.push("died");
    shown.push(frames);
  }
  return JSON.parse(await judge.ask("report", { outputs, shown }));
}

function reasonOf(error) {
  return error instanceof Lost && error.reason === "timeout" ? "timeout" : "died";
}

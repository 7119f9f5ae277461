/* Python in a worker. pyodide.asm.js and pyodide.js stand above this in the same script.

   The worker has no network: its policy forbids it, and what Pyodide asks for are files that came
   with the first message. It is either the runner, which runs the reader's code, or the judge. */

"use strict";
const HOME = "https://lab.invalid/";
const TYPES = { wasm: "application/wasm", json: "application/json" };
let files = {};
let python, role, port;

self.fetch = async (address) => {
  const name = String(address).split("/").pop();
  const data = files[name];
  if (!data) throw new TypeError(`${name} is not part of the lab`);
  return new Response(data, { headers: { "content-type": TYPES[name.split(".").pop()] ?? "" } });
};

async function boot(message) {
  ({ files, role } = message);
  python = await loadPyodide({ indexURL: HOME, checkAPIVersion: false });
  await python.loadPackage("numpy", { messageCallback() {}, errorCallback() {} });
  python.unpackArchive(files["course.zip"], "zip", { extractDir: "/course" });
  python.runPython(message.start);
  files = {};
  return { memory: memory() };
}

function memory() {
  return python._module.HEAP8.length;
}

/* Packages that come later, such as what draws figures. */
async function install(message) {
  files = message.files;
  await python.loadPackage(message.names, { messageCallback() {}, errorCallback() {} });
  python.setStderr({ batched() {} }); // it says that it looks for fonts
  python.runPython("import matplotlib.pyplot");
  files = {};
  return { memory: memory() };
}

const call = (name, ...values) => {
  const made = python.globals.get(name);
  try {
    return made(...values);
  } finally {
    made.destroy();
  }
};

const tasks = {
  boot,
  install,
  fresh: () => call("fresh"),
  run: ({ source }) => ({ output: call("run", source), memory: memory() }),
  play({ encoded, id }) {
    call("play", encoded, (frame) => {
      const view = frame.toJs();
      port.postMessage({ id, frame: view });
    });
    return { memory: memory() };
  },
  slopes: ({ encoded }) => call("slopes", encoded),
  open: ({ pack, language, texts }) => call("open_pack", pack, language, texts),
  plan({ notebook, name }) {
    const plan = call("plan", notebook, name);
    const made = plan.toJs({ dict_converter: Object.fromEntries });
    plan.destroy();
    return made;
  },
  report: ({ outputs, shown }) => call("conclude", outputs, shown),
};

async function answer({ data }) {
  try {
    port.postMessage({ id: data.id, result: await tasks[data.task](data) });
  } catch (error) {
    port.postMessage({ id: data.id, error: String(error.message ?? error) });
  }
}

self.onmessage = ({ data }) => {
  port = data;
  port.onmessage = answer;
};

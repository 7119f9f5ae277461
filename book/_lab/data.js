/* The files of the lab: over http as gzip, from the disk as scripts that hold them as text.
   A browser fetches nothing from a folder, but it runs its scripts. */

const waiting = {};
const known = {};

/* What a data script calls. */
window.courseLabData = (name, text) => waiting[name]?.(text);

let folder = "";
export function setFolder(address) {
  folder = address;
}

/** The bytes of a file. `onProgress` is told how many have come. */
export function load(name, onProgress = () => {}) {
  known[name] ??= read(name, onProgress).catch((error) => {
    delete known[name];
    throw error;
  });
  return known[name];
}

export async function loadText(name) {
  return new TextDecoder().decode(await load(name));
}

async function read(name, onProgress) {
  const packed = location.protocol === "file:" ? await fromScript(name) : await fromServer(name, onProgress);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function fromServer(name, onProgress) {
  const answer = await fetch(`${folder}${name}.bin`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const reader = answer.body.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    parts.push(value);
    onProgress((size += value.length));
  }
}

async function fromScript(name) {
  const text = await new Promise((resolve, reject) => {
    waiting[name] = resolve;
    const script = document.createElement("script");
    script.src = `${folder}${name}.data.js`;
    script.onerror = () => reject(new Error(`${name}: cannot be read`));
    document.head.append(script);
  });
  delete waiting[name];
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The files that an archive holds: a line of JSON with their names and sizes, then their bytes. */
export function unpack(archive) {
  const end = archive.indexOf(10);
  const files = {};
  let at = end + 1;
  for (const [name, size] of JSON.parse(new TextDecoder().decode(archive.subarray(0, end)))) {
    files[name] = archive.slice(at, (at += size));
  }
  return files;
}

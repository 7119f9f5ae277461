/* Elements, words, and what the reader's browser keeps. */

const all = WORDS; // put here by book/_tools/lab.py: the words of each language
const language = document.documentElement.lang.toLowerCase();
const words = { ...all.en, ...(all[language.split("-")[0]] ?? {}), ...(all[language] ?? {}) };
export const speech = all[language] ? language : all[language.split("-")[0]] ? language.split("-")[0] : "en";

/** The words of a key, with their gaps filled. */
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}

/** An element; text in it is only ever text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

export function button(key, onclick, attributes = {}) {
  return make("button", { type: "button", class: "lab-button", onclick, ...attributes }, say(key));
}

const prefix = "surprise-to-gradient:lab:";
/** What is kept in the reader's browser, and sent nowhere. */
export const store = {
  get(key) {
    try {
      return localStorage.getItem(prefix + key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(prefix + key);
      else localStorage.setItem(prefix + key, value);
    } catch {
      /* storage is off or full: nothing is kept */
    }
  },
};

export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

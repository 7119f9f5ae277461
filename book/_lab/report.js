/* A report as the reader sees it: beside each answer what is right, what is not, and what to try. */

import { make, say } from "./dom.js";

const MARKS = { passed: "✓", failed: "✗", error: "✗", timeout: "✗", missing: "–" };

/** Text with `code` in backquotes, as elements. */
export function prose(text) {
  const parts = String(text).split(/`([^`]+)`/);
  return parts.map((part, i) => (i % 2 ? make("code", {}, part) : part));
}

function points(value) {
  return Number(value.toFixed(2)).toString();
}

/* What the methods of an example were called with, and what came out beside what is right. */
function table(example) {
  const row = (key, text) => make("tr", {}, make("th", { scope: "row" }, say(key)), make("td", {}, make("pre", { tabindex: "0" }, text)));
  const rows = [row("given", example.given.join("\n")), row("mine", example.mine), row("right", example.right)];
  const difference = subtract(example.mine, example.right);
  if (difference) rows.push(row("difference", difference));
  return make("table", { class: "lab-example" }, make("caption", {}, say("example", { label: example.label })), make("tbody", {}, ...rows));
}

/* Yours minus right, entry by entry, where both are numbers in the same brackets. */
export function subtract(mine, right) {
  const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi;
  const shape = (text) => text.replace(number, "#").replace(/\s+/g, "");
  if (shape(mine) !== shape(right) || /nan|inf|…|\.\.\./i.test(mine + right)) return "";
  const subtrahends = right.match(number) ?? [];
  if (!subtrahends.length) return "";
  let i = 0;
  return mine.replace(number, (text) => {
    const value = Number(text) - Number(subtrahends[i++]);
    return String(Number(value.toPrecision(6)));
  });
}

/* What to try next, by what is known of the answer. */
function next(question) {
  if (question.status === "missing") return "next_missing";
  if (question.status === "timeout") return "next_timeout";
  if (question.status === "error") return "next_error";
  if (question.example) return "next_example";
  return "next_hidden";
}

/* The section of a key: by its whole name, else by the longest ending that is known ("*SumForMean"). */
function sectionOf(key, { places, of }) {
  if (key === null || !of) return undefined;
  const endings = Object.keys(of).filter((known) => known.startsWith("*") && key.endsWith(known.slice(1)));
  const [ending] = endings.sort((one, other) => other.length - one.length);
  return places[Object.hasOwn(of, key) ? of[key] : of[ending]];
}

function reading(question, pack, root) {
  const keys = [question.misconception, question.id, question.id.split(".")[0], ""];
  const section = keys.map((key) => sectionOf(key, pack.reading)).find(Boolean);
  if (!section || !section.page) return undefined;
  const address = new URL(section.page, root);
  if (section.anchor) address.hash = section.anchor;
  const title = section.title ? say("section", section) : say("chapter", section);
  return make("p", {}, say("read"), " ", make("a", { href: address.href }, title));
}

function verdict(question, told, pack, root, onExample) {
  const right = question.status === "passed" && question.earned >= question.points;
  const part = question.id.split(".").slice(1).join(".");
  const head = say(question.points === 1 ? "verdict_one" : "verdict", { mark: MARKS[question.status], part, earned: points(question.earned), points: points(question.points) });
  if (right) return make("p", { class: "lab-right" }, head);
  const example = question.example;
  const body = [
    told.where && make("p", {}, ...prose(told.where)),
    ...told.lines.map((line) => make("p", {}, ...prose(line))),
    example && table(example),
    reading(question, pack, root),
    make("p", { class: "lab-next" }, say(next(question))),
    example && make("button", { type: "button", class: "lab-button", onclick: () => onExample(example) }, say("try_example")),
  ];
  return make("details", { class: "lab-wrong", open: true }, make("summary", {}, head), ...body.filter(Boolean));
}

/** The verdicts on the questions of one name, such as `MSELoss`. */
export function showVerdicts(place, questions, answer, pack, root, onExample) {
  let open = false;
  place.replaceChildren(
    ...questions.map((question) => {
      const shown = verdict(question, answer.told[question.id], pack, root, onExample);
      if (shown.tagName === "DETAILS") {
        if (open) shown.open = false; // the first mistake is shown, the others wait
        open = true;
      }
      return shown;
    }),
  );
}

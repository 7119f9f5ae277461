/* Review: asks the questions of the chapters again when they would be forgotten.
   ts-fsrs says when; localStorage remembers, in this browser only. */
(function () {
  "use strict";
  var words = Object.assign(
    {
      due: "{due} questions are due, {fresh} new today.",
      dueOne: "1 question is due, {fresh} new today.",
      start: "Choose the chapters that you have read, and their questions come up here.",
      rest: "Nothing is due now. The next question comes {when}.",
      done: "You have seen all questions of these chapters today.",
      chapters: "Chapters to review",
      keep: "Keep or move what you have learned",
      explain: "What you answered is remembered in this browser only. Export it to keep it, or to go on in another browser.",
      save: "Export",
      load: "Import",
      loaded: "Imported: {count} questions.",
      loadedOne: "Imported: 1 question.",
      wrongFile: "{name} is not what this page exports. Choose a file that its button “Export” made.",
      check: "Check",
      from: "From: ",
      grades: { Again: "Next", Hard: "Hard", Good: "Good", Easy: "Easy" },
      when: "{grade} ({when})",
      keys: "Keys: 1, 2, 3 … choose, Enter checks; then 1, 2, 3 say how hard it was.",
      soon: "in a moment",
      minute: ["in 1 minute", "in {count} minutes"],
      hour: ["in 1 hour", "in {count} hours"],
      day: ["in 1 day", "in {count} days"],
      month: ["in 1 month", "in {count} months"],
    },
    (window.courseWords || {}).review,
  );
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (gap, key) {
      return values[key];
    });
  }
  var KEY = "surprise-to-gradient:review";
  var NEW_A_DAY = 10;
  var AHEAD = 20 * 60 * 1000; /* what is due in twenty minutes may as well be asked now */
  var place = document.querySelector(".review");
  var root = document.documentElement.dataset.content_root || "./";
  var scheduler = FSRS.fsrs();
  var chapters = window.reviewChapters;
  var state = read() || { format: KEY, version: 1, cards: {}, chapters: answered(), day: "", fresh: 0 };

  function read() {
    try {
      return parse(localStorage.getItem(KEY));
    } catch (error) {
      return null; /* storage is switched off */
    }
  }

  function write() {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
    } catch (error) {
      /* as above */
    }
  }

  /* At first: the chapters whose questions have been answered there, or that are finished. */
  function answered() {
    function kept(key) {
      try {
        return localStorage.getItem("surprise-to-gradient:" + key) !== null;
      } catch (error) {
        return false;
      }
    }
    return chapters
      .filter(function (chapter) {
        var asked = chapter.questions.some(function (question) {
          return kept("quiz:" + question.name);
        });
        return asked || kept("page:" + chapter.page);
      })
      .map(function (chapter) {
        return chapter.page;
      });
  }

  function add(parent, tag, text, attributes) {
    var element = parent.appendChild(document.createElement(tag));
    if (text) element.textContent = text;
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
  }

  function chosen() {
    var questions = [];
    chapters.forEach(function (chapter) {
      if (state.chapters.indexOf(chapter.page) < 0) return;
      chapter.questions.forEach(function (question) {
        questions.push({ name: question.name, html: question.html, chapter: chapter });
      });
    });
    return questions;
  }

  /* What is due, the longest first, then what is new, as many as a day may bring. */
  function queue() {
    var now = Date.now();
    if (state.day !== today()) {
      state.day = today();
      state.fresh = 0;
    }
    function dueTime(question) {
      return Date.parse(state.cards[question.name].due);
    }
    var all = chosen();
    var seen = all
      .filter(function (question) {
        return state.cards[question.name];
      })
      .sort(function (a, b) {
        return dueTime(a) - dueTime(b);
      });
    var due = seen.filter(function (question) {
      return dueTime(question) <= now;
    });
    var fresh = all
      .filter(function (question) {
        return !state.cards[question.name];
      })
      .slice(0, Math.max(0, NEW_A_DAY - state.fresh));
    var ahead = seen.filter(function (question) {
      return dueTime(question) > now && dueTime(question) <= now + AHEAD;
    });
    var later = seen.filter(function (question) {
      return dueTime(question) > now + AHEAD;
    });
    return { due: due, fresh: fresh, next: due.concat(fresh, ahead)[0], later: later[0] && dueTime(later[0]) };
  }

  function unit(count, name) {
    return fill(words[name][count === 1 ? 0 : 1], { count: count });
  }
  function told(due, fresh) {
    return fill(due === 1 ? words.dueOne : words.due, { due: due, fresh: fresh });
  }
  function span(time) {
    var minutes = Math.round((time - Date.now()) / 60000);
    if (minutes < 1) return words.soon;
    if (minutes < 60) return unit(minutes, "minute");
    if (minutes < 36 * 60) return unit(Math.round(minutes / 60), "hour");
    var days = Math.round(minutes / 1440);
    return days < 60 ? unit(days, "day") : unit(Math.round(days / 30), "month");
  }

  var fallback = place.querySelector(".review-fallback");
  fallback.remove();
  var status = add(place, "p", "", { class: "review-status", role: "status" });
  var stage = add(place, "div", "", { class: "review-stage" });
  var settings = add(place, "div", "", { class: "review-settings" });

  function shuffle(form) {
    var choices = Array.from(form.querySelectorAll(".quiz-choice"));
    var end = choices[choices.length - 1].nextSibling;
    for (var i = choices.length - 1; i > 0; i--) {
      var j = Math.floor(Math.random() * (i + 1));
      choices.splice(i, 1, choices.splice(j, 1, choices[i])[0]);
    }
    choices.forEach(function (choice) {
      end.parentNode.insertBefore(choice, end);
    });
  }

  function ask(question, focus) {
    stage.textContent = "";
    var origin = add(stage, "p", words.from, { class: "review-from" });
    add(origin, "a", question.chapter.title, { href: root + question.chapter.page + "#" + question.name });
    stage.insertAdjacentHTML("beforeend", question.html); /* our own pages' HTML */
    var form = stage.querySelector("form");
    form.querySelectorAll("a[href]").forEach(function (link) {
      if (!/^\w+:/.test(link.getAttribute("href"))) link.setAttribute("href", root + link.getAttribute("href"));
    });
    shuffle(form);
    form.querySelector(".quiz-reset").remove();
    add(form.querySelector("fieldset"), "button", words.check, { type: "submit", class: "review-button" });
    add(stage, "p", words.keys, { class: "review-keys" });
    form.addEventListener("submit", function () {
      reveal(question, form);
    });
    if (focus) form.querySelector("input").focus();
  }

  function reveal(question, form) {
    var choice = form.querySelector("input:checked");
    if (!choice || form.classList.contains("answered")) return;
    form.classList.add("answered");
    form.querySelectorAll("input").forEach(function (input) {
      input.disabled = true;
    });
    form.querySelector("button").remove();
    var right = choice.closest(".quiz-choice").classList.contains("quiz-right");
    var card = state.cards[question.name] || FSRS.createEmptyCard();
    var outcomes = scheduler.repeat(card, new Date());
    var row = add(form.querySelector("fieldset"), "p", "", { class: "review-grades" });
    (right ? ["Hard", "Good", "Easy"] : ["Again"]).forEach(function (grade) {
      var outcome = outcomes[FSRS.Rating[grade]].card;
      var text = fill(words.when, { grade: words.grades[grade], when: span(outcome.due.getTime()) });
      var button = add(row, "button", text, { type: "button", class: "review-button" });
      button.addEventListener("click", function () {
        if (!state.cards[question.name]) state.fresh += 1;
        state.cards[question.name] = outcome;
        write();
        show(true);
      });
      if (grade !== "Hard" && grade !== "Easy") button.focus();
    });
  }

  function show(focus) {
    state = JSON.parse(JSON.stringify(state)); /* dates as they are kept */
    var work = queue();
    stage.textContent = "";
    if (!state.chapters.length) status.textContent = words.start;
    else if (work.next) status.textContent = told(work.due.length, work.fresh.length);
    else if (work.later) status.textContent = fill(words.rest, { when: span(work.later) });
    else status.textContent = words.done;
    if (work.next) ask(work.next, focus);
    else if (focus) settings.querySelector("input").focus();
  }

  place.addEventListener("keydown", function (event) {
    var number = Number(event.key);
    if (!number || event.ctrlKey || event.altKey || event.metaKey || settings.contains(event.target)) return;
    var buttons = stage.querySelectorAll(".review-grades button");
    var choices = stage.querySelectorAll("form:not(.answered) .quiz-choice > input");
    var wanted = (buttons.length ? buttons : choices)[number - 1];
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.click();
  });

  function settingsFor() {
    settings.textContent = "";
    var set = add(settings, "fieldset");
    add(set, "legend", words.chapters);
    chapters.forEach(function (chapter) {
      var label = add(set, "label");
      var box = add(label, "input", "", { type: "checkbox" });
      box.checked = state.chapters.indexOf(chapter.page) >= 0;
      label.appendChild(document.createTextNode(chapter.title));
      box.addEventListener("change", function () {
        var others = state.chapters.filter(function (page) {
          return page !== chapter.page;
        });
        state.chapters = box.checked ? others.concat(chapter.page) : others;
        write();
        show(false);
      });
    });
    var more = add(settings, "details");
    add(more, "summary", words.keep);
    add(more, "p", words.explain);
    var row = add(more, "p", "", { class: "review-grades" });
    add(row, "button", words.save, { type: "button", class: "review-button" }).addEventListener("click", save);
    var label = add(row, "label", words.load + " ");
    var file = add(label, "input", "", { type: "file", accept: ".json,application/json" });
    var said = add(more, "p", "", { role: "status", class: "review-said" });
    file.addEventListener("change", function () {
      if (file.files.length) load(file.files[0], said);
    });
  }

  function save() {
    var blob = new Blob([JSON.stringify(state, null, 1)], { type: "application/json" });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "review-" + today() + ".json";
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 1000);
  }

  /* Of a question that both know, the card that was seen last counts. */
  function load(file, said) {
    file.text().then(function (text) {
      var given = parse(text);
      if (!given) {
        said.textContent = fill(words.wrongFile, { name: file.name });
        return;
      }
      var names = Object.keys(given.cards).filter(function (name) {
        return /^[\w-]+$/.test(name) && !isNaN(Date.parse(given.cards[name].due));
      });
      names.forEach(function (name) {
        var mine = state.cards[name];
        var theirs = given.cards[name];
        if (!mine || Date.parse(theirs.last_review) > Date.parse(mine.last_review)) state.cards[name] = theirs;
      });
      given.chapters.forEach(function (page) {
        if (state.chapters.indexOf(page) < 0) state.chapters.push(page);
      });
      write();
      var boxes = settings.querySelectorAll("fieldset input");
      chapters.forEach(function (chapter, i) {
        boxes[i].checked = state.chapters.indexOf(chapter.page) >= 0;
      });
      said.textContent = fill(names.length === 1 ? words.loadedOne : words.loaded, { count: names.length });
      show(false);
    });
  }

  function parse(text) {
    try {
      var given = JSON.parse(text);
      var ours = given.format === KEY && given.version === 1 && Array.isArray(given.chapters);
      return ours && given.cards && typeof given.cards === "object" ? given : null;
    } catch (error) {
      return null; /* no JSON, or none of ours */
    }
  }

  settingsFor();
  show(false);
})();

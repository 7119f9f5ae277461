/* What the pages remember, in the reader's own browser only: quiz answers, finished pages and the
   place where reading stopped; and the contents of the page, which follow the reader.
   Every page works without this script. */
(function () {
  "use strict";
  /* Another edition brings its own words (book/_ext/edition.py). */
  var words = Object.assign(
    {
      finish: "I have finished this page",
      finished: "finished",
      resume: "Continue reading",
      progress: "{done} of {all} pages finished",
      colon: ": ",
    },
    (window.courseWords || {}).course,
  );
  var prefix = "surprise-to-gradient:";
  var store = {
    get: function (key) {
      try {
        return localStorage.getItem(prefix + key);
      } catch (error) {
        return null; /* storage is switched off: nothing is kept */
      }
    },
    set: function (key, value) {
      try {
        if (value === null) localStorage.removeItem(prefix + key);
        else localStorage.setItem(prefix + key, value);
      } catch (error) {
        /* as above */
      }
    },
  };

  function add(parent, tag, text, attributes) {
    var element = parent.appendChild(document.createElement(tag));
    if (text) element.textContent = text;
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  }

  function keepQuiz(form) {
    var key = "quiz:" + form.id;
    var chosen = form.querySelector('input[value="' + Number(store.get(key)) + '"]');
    if (chosen) chosen.checked = true;
    form.addEventListener("change", function (event) {
      store.set(key, event.target.value);
    });
    form.addEventListener("reset", function () {
      store.set(key, null);
      form.querySelector("input").focus();
    });
  }

  /* A page's name is its address below the root of the book. */
  var root = new URL(document.documentElement.dataset.content_root || "./", location.href).href;
  function pageName(address) {
    var url = new URL(address, location.href);
    url.hash = url.search = "";
    return url.href.indexOf(root) === 0 ? url.href.slice(root.length) : null;
  }

  function listed() {
    var links = document.querySelectorAll(".bd-docs-nav ul:not(.bd-sidenav__home-link) > .toctree-l1 > a.internal");
    return Array.prototype.slice.call(links);
  }

  function showProgress(place) {
    var links = listed();
    var done = links.filter(function (link) {
      var finished = store.get("page:" + pageName(link.href)) !== null;
      link.classList.toggle("course-finished", finished);
      var note = link.querySelector(".visually-hidden");
      if (finished && !note) add(link, "span", " (" + words.finished + ")", { class: "visually-hidden" });
      if (!finished && note) note.remove();
      return finished;
    }).length;
    place.textContent = "";
    var label = add(place, "label", words.progress.replace("{done}", done).replace("{all}", links.length));
    add(label, "progress", "", { max: links.length, value: done });
  }

  function keepProgress() {
    var nav = document.querySelector(".bd-docs-nav");
    var article = document.querySelector(".bd-article");
    if (!nav || !article || !listed().length) return;
    var place = add(nav, "p", "", { class: "course-progress" });
    showProgress(place);
    var here = pageName(location.href);
    var isListed = listed().some(function (link) {
      return pageName(link.href) === here;
    });
    if (!isListed) return;
    var label = add(add(article, "p", "", { class: "course-finish" }), "label");
    var box = add(label, "input", "", { type: "checkbox" });
    label.appendChild(document.createTextNode(words.finish));
    box.checked = store.get("page:" + here) !== null;
    box.addEventListener("change", function () {
      store.set("page:" + here, box.checked ? "finished" : null);
      showProgress(place);
    });
  }

  /* The section being read is the one whose heading was the last to pass the reading line, a fifth
     of the window below its top. At the end of a page the line goes down to the window's bottom, so
     that the last sections get their turn. */
  function readingLine() {
    var left = document.documentElement.scrollHeight - innerHeight - scrollY;
    var end = Math.min(1, Math.max(0, 1 - left / innerHeight));
    return innerHeight * (0.2 + 0.8 * end * end);
  }
  function followReader() {
    var links = Array.from(document.querySelectorAll("#course-toc a[href^='#']"));
    var headings = links.map(function (link) {
      var section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return section && (section.querySelector("h1, h2, h3, h4, h5, h6") || section);
    });
    if (!links.length || headings.indexOf(null) >= 0) return;
    var marked = -1;
    function mark() {
      var line = readingLine();
      var now = -1;
      headings.forEach(function (heading, i) {
        if (heading.getBoundingClientRect().top <= line) now = i;
      });
      if (now === marked) return;
      marked = now;
      links.forEach(function (link, i) {
        link.classList.toggle("active", i === now);
        if (i === now) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
        var entry = link.closest(".toc-entry");
        entry.classList.toggle("active", now >= 0 && entry.contains(links[now]));
      });
      if (now >= 0) showEntry(links[now]);
      keepPlace(now >= 0 ? links[now] : null);
    }
    var asked = false;
    function ask() {
      if (asked) return;
      asked = true;
      requestAnimationFrame(function () {
        asked = false;
        mark();
      });
    }
    addEventListener("scroll", ask, { passive: true });
    addEventListener("resize", ask);
    new ResizeObserver(ask).observe(document.querySelector(".bd-article"));
    mark();
  }
  /* A long list of contents scrolls with the mark, and only that list does. */
  function showEntry(link) {
    var box = link.closest(".bd-sidebar-secondary, dialog");
    if (!box || box.scrollHeight <= box.clientHeight) return;
    var at = link.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (at.top < frame.top + 40 || at.bottom > frame.bottom - 40) {
      box.scrollTop += at.top - frame.top - box.clientHeight / 3;
    }
  }

  /* The other edition opens at the same place: at the last label that has passed the reading line.
     Labels are the same in all editions; addresses made from titles are not. */
  var LABELS = ["ch-", "sec-", "fig-", "quiz-", "equation-"].map(function (start) {
    return '.bd-article [id^="' + start + '"]';
  });
  function followTo(event) {
    var link = event.target.closest(".course-language");
    if (!link) return;
    var line = readingLine();
    var passed = Array.from(document.querySelectorAll(LABELS)).filter(function (element) {
      return element.getClientRects().length && element.getBoundingClientRect().top <= line;
    });
    var place = scrollY > 0 && passed.pop();
    link.href = link.href.replace(/#.*/, "") + (place ? "#" + place.id : "");
  }

  /* Where reading stopped: page, section, and their titles. */
  function keepPlace(link) {
    var here = pageName(location.href);
    var entry = listed().find(function (one) {
      return pageName(one.href) === here;
    });
    if (!entry || scrollY < innerHeight / 4) return;
    var place = { page: here, hash: link ? link.hash : "", section: link ? link.textContent.trim() : "" };
    store.set("place", JSON.stringify(place));
  }
  function readPlace() {
    try {
      return JSON.parse(store.get("place"));
    } catch (error) {
      return null; /* a damaged note is no place */
    }
  }
  /* The start button goes on where reading stopped; from a finished page, to the next unfinished. */
  function offerPlace() {
    var button = document.querySelector(".course-start a");
    var place = button && readPlace();
    var links = listed();
    var at = links.findIndex(function (link) {
      return place && pageName(link.href) === place.page;
    });
    if (at < 0) return;
    function isOpen(link) {
      return store.get("page:" + pageName(link.href)) === null;
    }
    var next = isOpen(links[at]) ? links[at] : links.slice(at + 1).find(isOpen);
    if (!next) return;
    var stays = next === links[at] && /^#[\w.:-]*$/.test(place.hash || "");
    button.href = next.href + (stays ? place.hash : "");
    button.textContent = words.resume;
    var where = next.textContent.trim() + (stays && place.section ? words.colon + place.section : "");
    add(button.parentNode, "span", where, { class: "course-place" });
  }

  /* The style sheet puts off the layout of what is far from the window. When there is nothing else
     to do it is made up for, a few blocks at a time, so that the page gets its true height; and
     formulas and figures that scroll sideways are made reachable by keyboard. First all reads,
     then all writes, or each read would lay out the page. */
  var whenIdle =
    window.requestIdleCallback ||
    function (work) {
      setTimeout(work, 50);
    };
  var unseen = [];
  function reachScrollable() {
    var idle = !unseen.length;
    unseen = Array.from(document.querySelectorAll(".katex-display, .widget-stage"));
    if (idle && unseen.length) whenIdle(reachSome);
  }
  function reachSome() {
    var some = unseen.splice(0, 4);
    var wide = some.map(function (element) {
      return element.scrollWidth > element.clientWidth + 1;
    });
    some.forEach(function (element, i) {
      if (wide[i] && element.tabIndex !== 0) element.tabIndex = 0;
      if (!wide[i] && element.hasAttribute("tabindex")) element.removeAttribute("tabindex");
    });
    if (unseen.length) whenIdle(reachSome);
  }
  var unlaid = [];
  function layOut() {
    unlaid.splice(0, 6).forEach(function (element) {
      element.style.contentVisibility = "visible";
    });
    if (unlaid.length) whenIdle(layOut);
  }
  function layOutAll() {
    unlaid = Array.from(document.querySelectorAll(".bd-article :is(div.math, .admonition, .cell, form.quiz)"));
    whenIdle(layOut);
  }

  /* All terms of a kind light up while the pointer is on one, or its box in the key is checked or
     has the focus (terms.css). A finger leaves its mark where it last was. */
  function lightTerms() {
    var article = document.querySelector(".bd-article");
    var key = article && article.querySelector(".lit-key");
    if (!key) return;
    var pointed = null;
    function light() {
      var lit = Array.from(key.querySelectorAll("label")).filter(function (label) {
        var pointedAt = pointed && pointed.closest("." + label.className);
        return pointedAt || label.querySelector(":checked, :focus-visible");
      });
      article.dataset.lit = lit
        .map(function (label) {
          return label.className.replace("lit-", "");
        })
        .join(" ");
    }
    function point(event) {
      pointed = event.type === "mouseover" ? event.target : null;
      light();
    }
    ["mouseover", "mouseleave"].forEach(function (kind) {
      article.addEventListener(kind, point);
    });
    ["change", "focusin", "focusout"].forEach(function (kind) {
      key.addEventListener(kind, light);
    });
    light(); // a browser keeps checked boxes when it comes back
  }

  /* Paper shows what is folded. */
  var opened = [];
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (element) {
      element.open = true;
      opened.push(element);
    });
  });
  addEventListener("afterprint", function () {
    opened.splice(0).forEach(function (element) {
      element.open = false;
    });
  });

  /* The lab comes when it is first asked for; until then a page weighs nothing more. */
  var labFolder = root + "_static/lab/";
  function openLab(event) {
    var opener = event.target.closest("[data-lab]");
    if (!opener || opener.disabled) return;
    opener.disabled = true;
    if (window.courseLab) return window.courseLab(opener);
    add(document.head, "link", "", { rel: "stylesheet", href: labFolder + "lab.css" });
    var script = add(document.head, "script", "", { src: labFolder + "lab.js" });
    script.onload = function () {
      window.courseLab(opener);
    };
    script.onerror = function () {
      script.remove();
      opener.disabled = false;
    };
  }
  function showScore(place) {
    var score = JSON.parse(store.get("lab:score:" + place.dataset.stem) || "null");
    if (!score) return;
    place.textContent = place.dataset.text.replace("{score}", score[0]).replace("{most}", score[1]);
  }

  document.querySelectorAll("form.quiz").forEach(keepQuiz);
  document.querySelectorAll(".lab-score").forEach(showScore);
  document.addEventListener("click", openLab);
  document.addEventListener("click", followTo);
  keepProgress();
  followReader();
  offerPlace();
  lightTerms();
  addEventListener("load", reachScrollable);
  addEventListener("load", layOutAll);
  addEventListener("resize", reachScrollable);
  if (document.fonts) document.fonts.addEventListener("loadingdone", reachScrollable); // wider now
})();

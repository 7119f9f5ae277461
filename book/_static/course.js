/* What the pages remember, in the reader's own browser only: quiz answers and finished pages.
   Every page works without this script. */
(function () {
  "use strict";
  var words = {
    finish: "I have finished this page",
    finished: "finished",
    progress: function (done, all) {
      return done + " of " + all + " pages finished";
    },
  };
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
    var links = document.querySelectorAll(".bd-docs-nav ul:not(.bd-sidenav__home-link) a.internal");
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
    var label = add(place, "label", words.progress(done, links.length));
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

  /* Formulas and figures that scroll sideways must be reachable by keyboard. Looking at one lays
     it out, also where the style sheet puts that off, so a few are looked at each time there is
     nothing else to do; first all reads, then all writes, or each read would lay out the page. */
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

  document.querySelectorAll("form.quiz").forEach(keepQuiz);
  keepProgress();
  addEventListener("load", reachScrollable);
  addEventListener("resize", reachScrollable);
  if (document.fonts) document.fonts.addEventListener("loadingdone", reachScrollable); // wider now
})();

/* Search by section: MiniSearch over an index that is made when the book is built (search.py in
   book/_ext). This file says how text becomes words, for the builder and for the browser, and
   shows the results on the search page. */
(function () {
  "use strict";
  var WORDS = /[+-]?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*/gu;
  var HAN = /\p{Script=Han}/u;

  /* A number keeps its sign, also the sign that typographers write; "x-1" is no −1. Chinese has no
     spaces, so every pair of characters is a word. */
  function tokenize(text) {
    var found = [];
    text = text.normalize("NFKC").replace(/[−‐‑–]/g, "-");
    for (var match of text.matchAll(WORDS)) {
      var word = match[0];
      if (/^[+-]/.test(word) && /[\p{L}\p{N}_)\]]/u.test(text[match.index - 1] || " ")) word = word.slice(1);
      if (HAN.test(word)) {
        for (var i = 0; i < Math.max(1, word.length - 1); i++) found.push(word.slice(i, i + 2));
      } else found.push(word.replace(/^\+/, ""));
    }
    return found;
  }

  /* Words that stand in half of all sections, where they say nothing of what a section is about.
     Whoever looks for "the mean of a loss" finds sections with "mean" and "loss". */
  var STOP = new Set((
    "a an and are as at be but by can do does for from has have how if in is it its no not of on " +
    "one or other so than that the their them then there they this to two up was what when where " +
    "which who why will with you your assert np print").split(" "));

  /* Lower case, and no plural: "losses" finds "loss", and "gradients" "gradient". */
  function processTerm(term) {
    term = term.toLowerCase();
    if (STOP.has(term)) return null;
    if (term.length < 5 || /\d/.test(term)) return term;
    if (/ies$/.test(term)) return term.slice(0, -3) + "y";
    if (/(ss|sh|ch|x)es$/.test(term)) return term.slice(0, -2);
    return /[^su]s$/.test(term) ? term.slice(0, -1) : term;
  }

  var options = {
    fields: ["title", "page", "text"],
    storeFields: ["title", "page", "url", "start"],
    tokenize: tokenize,
    processTerm: processTerm,
    searchOptions: {
      boost: { title: 4, page: 2 },
      combineWith: "AND",
      prefix: function (term) { return term.length > 2 && !/\d/.test(term); },
      fuzzy: function (term) { return term.length > 5 && !/\d/.test(term) ? 0.15 : false; },
    },
  };
  if (typeof module !== "undefined") {
    module.exports = options;
    return;
  }

  var TEXT = Object.assign(
    {
      none: "Nothing was found. Try fewer or other words.",
      one: "1 section with “{query}”",
      many: "{count} sections with “{query}”",
    },
    (window.courseWords || {}).search,
  );
  function found(count, query) {
    var text = count === 0 ? TEXT.none : count === 1 ? TEXT.one : TEXT.many;
    return text.replace("{count}", count).replace("{query}", function () { return query; });
  }
  var MOST = 60;
  var place = document.getElementById("search-results");
  var input = document.querySelector(".bd-search-container input[name=q]");
  if (!place || !input || !window.searchIndex) return;
  var engine = MiniSearch.loadJS(window.searchIndex, options);

  function add(parent, tag, text, attributes) {
    var element = parent.appendChild(document.createElement(tag));
    if (text) element.textContent = text;
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  }
  function show() {
    var query = input.value.trim();
    var results = query ? engine.search(query) : [];
    place.textContent = "";
    if (!query) return;
    add(place, "p", found(results.length, query), { role: "status" });
    var list = add(place, "ul", "", { class: "search-sections" });
    results.slice(0, MOST).forEach(function (result) {
      var item = add(list, "li");
      add(item, "a", result.title, { href: result.url });
      if (result.page !== result.title) add(item, "span", result.page, { class: "search-page" });
      add(item, "p", result.start);
    });
  }
  input.value = new URLSearchParams(location.search).get("q") || "";
  show();
  input.focus();
  input.select();
  var timer;
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      history.replaceState(null, "", "?q=" + encodeURIComponent(input.value.trim()));
      show();
    }, 150);
  });
})();

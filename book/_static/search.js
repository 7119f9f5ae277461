/* Search by section: MiniSearch over an index that is made when the book is built (search.py in
   book/_ext). This file says how text becomes words, for the builder and for the browser, and
   shows the results on the search page. */
(function () {
  "use strict";
  var WORDS = /[+-]?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*/gu;
  var HAN = /\p{Script=Han}/u;

  /* Characters of Chinese that connect words; what they part are words of two characters or more. */
  var BETWEEN = /[的了是在我你它这那就也都而与和或及着个们之其把被让从到得里时很更最又再还只才没有所于可会要用以为一二三两几每]/;

  /* A number keeps its sign, also the sign that typographers write; "x-1" is no −1. Chinese has no
     spaces, so every pair of characters is a word. */
  function tokenize(text) {
    var found = [];
    text = text.normalize("NFKC").replace(/[−‐‑–]/g, "-");
    for (var match of text.matchAll(WORDS)) {
      var word = match[0];
      if (/^[+-]/.test(word) && /[\p{L}\p{N}_)\]]/u.test(text[match.index - 1] || " ")) word = word.slice(1);
      if (HAN.test(word)) word.split(/([A-Za-z0-9_]+)/).forEach(function (part) { pairs(part, found); });
      else found.push(word.replace(/^\+/, ""));
    }
    return found;
  }
  function pairs(text, found) {
    if (!HAN.test(text)) return text && found.push(text);
    text.split(BETWEEN).forEach(function (word) {
      for (var i = 0; word && i < Math.max(1, word.length - 1); i++) found.push(word.slice(i, i + 2));
    });
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
      prefix: function (term) { return (term.length > 2 || (term.length === 1 && HAN.test(term))) && !/\d/.test(term); },
      fuzzy: function (term) { return term.length > 5 && !/\d/.test(term) ? 0.15 : false; },
    },
  };

  /* The index as text, a line for each word, half as large as MiniSearch's own: for each field the
     sections that have the word, as differences in base 36, and how often where it is not once. */
  options.pack = function (index) {
    return index.map(function (entry) {
      return Object.keys(entry[1]).reduce(function (line, field) {
        var last = 0;
        var places = Object.keys(entry[1][field]).map(Number).sort(function (a, b) { return a - b; });
        return line + ";" + field + "=" + places.map(function (place) {
          var step = (place - last).toString(36), times = entry[1][field][place];
          last = place;
          return step + (times > 1 ? "*" + times : "");
        });
      }, entry[0]);
    }).sort().join("\n");
  };
  options.unpack = function (text) {
    return text.split("\n").map(function (line) {
      var parts = line.split(";"), fields = {};
      parts.slice(1).forEach(function (part) {
        var at = part.indexOf("="), place = 0, found = (fields[part.slice(0, at)] = {});
        part.slice(at + 1).split(",").forEach(function (one) {
          var pair = one.split("*");
          place += parseInt(pair[0], 36);
          found[place] = Number(pair[1] || 1);
        });
      });
      return [parts[0], fields];
    });
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
  var index = Object.assign({}, window.searchIndex, { index: options.unpack(window.searchIndex.index) });
  var engine = MiniSearch.loadJS(index, options);

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

/* What CrossEntropyLoss divides by: numerator and denominator for any combination of options. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("denominators", {
    label: "The numerator and the denominator of CrossEntropyLoss",
    start: "Start from",
    own: "your own",
    kind: "Targets",
    kinds: [["labels", "labels (integers)"], ["probs", "probabilities (floats)"]],
    reduction: "reduction",
    reductions: [["mean", "mean"], ["sum", "sum"], ["none", "none"]],
    smoothing: "label_smoothing",
    ignore: "ignore_index",
    weighted: "class weights",
    weight: "weight of class ",
    row: "row",
    logits: "Logits",
    targets: "Targets",
    logit: function (n, c) { return "row " + n + ", logit of class " + c; },
    prob: function (n, c) { return "row " + n + ", probability of class " + c; },
    labelOf: function (n) { return "label of row " + n; },
    className: "class ",
    oneLabel: "label",
    caption: "What each row adds to the numerator and to the denominator",
    heads: ["row", "loss without weights", "to the numerator", "to the denominator"],
    ignored: "ignored",
    nothing: "no row is kept",
    numerator: "Numerator",
    denominator: "Denominator",
    loss: "Loss",
    plain: "Numerator divided by the number of rows, N = {n}: {x}.",
    outOfBounds: "IndexError: the label {t} of row {n} is out of bounds, and it is not ignore_index.",
    kept: "kept",
    floatIgnored: "RuntimeError: with probabilities, ignore_index is not supported; leave it negative.",
  });
  /* Sums over rows run over the kept ones; t is the row’s label and y its target. */
  var SYMBOLS = {
    labels: "−Σ_{n kept} ln p_{n,t}",
    labelsWeighted: "−Σ_{n kept} w_{t} ln p_{n,t}",
    mixed: "−Σ_{n kept} Σ_{c} ỹ_{n,c} ln p_{n,c}",
    mixedWeighted: "−Σ_{n kept} Σ_{c} w_{c} ỹ_{n,c} ln p_{n,c}",
    probs: "−Σ_{n} Σ_{c} y_{n,c} ln p_{n,c}",
    probsWeighted: "−Σ_{n} Σ_{c} w_{c} y_{n,c} ln p_{n,c}",
    probsMixed: "−Σ_{n} Σ_{c} ỹ_{n,c} ln p_{n,c}",
    probsMixedWeighted: "−Σ_{n} Σ_{c} w_{c} ỹ_{n,c} ln p_{n,c}",
    rows: "N",
    kept: "Σ_{n kept} 1",
    weights: "Σ_{n kept} w_{t}",
    one: "1",
  };
  var THREE = [[1, 2], [1, 3], [1, 3]];
  var FOUR = [[2, 1, 0.1], [1.2, 2.5, 0.3], [0.1, 2, 1.9], [5, 1, -1]];
  var PRESETS = [
    ["the opening", { A: THREE, t: [0, 1, 1], w: [1, 2], weighted: true }],
    ["one-hot floats", { A: THREE, t: [0, 1, 1], w: [1, 2], weighted: true, kind: "probs" }],
    ["padding at the end", { A: FOUR, t: [0, 2, 1, -100], w: [1, 2, 3], weighted: true }],
    ["everything at once", { A: FOUR, t: [0, 2, 1, 0], w: [1, 2, 3], weighted: true, ignore: 0, eps: 0.1 }],
    ["all rows ignored", { A: THREE, t: [-100, -100, -100], w: [1, 2] }],
    ["labels of weight 0", { A: THREE, t: [1, 1, 1], w: [1, 0], weighted: true }],
    ["one sample", { A: [[2, 1, 0.1]], t: [1], w: [1, 10, 3], weighted: true }],
    ["very large logits", { A: [[1000, 0], [0, 1000], [-10000, 10000]], t: [1, 1, 0], w: [1, 2] }],
  ];
  Course.rename(PRESETS, TEXT.presets);

  function sum(list) {
    return list.reduce(function (a, b) {
      return a + b;
    }, 0);
  }

  function logSoftmax(row) {
    var highest = Math.max.apply(null, row);
    var rest = Math.log(
      sum(
        row.map(function (z) {
          return Math.exp(z - highest);
        }),
      ),
    );
    return row.map(function (z) {
      return z - highest - rest;
    });
  }

  function oneHot(label, C) {
    return new Array(C).fill(0).map(function (zero, c) {
      return c === label ? 1 : 0;
    });
  }

  /* state: A, N rows of C logits; kind "labels" with t, N labels, or "probs" with Y, N rows of C
     probabilities; w, C weights, used if weighted; ignore; eps; reduction.
     Gives an error, or for each row whether it is kept, its loss without weights, and its parts of
     the numerator and of the mean's denominator; and numerator, denominator and loss. */
  function compute(state) {
    var N = state.A.length;
    var C = state.A[0].length;
    var labels = state.kind === "labels";
    if (!labels && state.ignore >= 0) return { error: TEXT.floatIgnored };
    var w = state.weighted ? state.w : new Array(C).fill(1);
    var wrong = labels
      ? state.t.findIndex(function (t) {
          return t !== state.ignore && !(t >= 0 && t < C);
        })
      : -1;
    if (wrong >= 0) return { error: TEXT.outOfBounds.replace("{t}", state.t[wrong]).replace("{n}", wrong) };

    var rows = state.A.map(function (logits, n) {
      var kept = !labels || state.t[n] !== state.ignore;
      var target = labels ? oneHot(state.t[n], C) : state.Y[n];
      var logp = logSoftmax(logits);
      var plain = 0;
      var part = 0;
      target.forEach(function (y, c) {
        var mixed = (1 - state.eps) * y + state.eps / C;
        plain -= mixed * logp[c];
        part -= w[c] * mixed * logp[c];
      });
      return {
        kept: kept,
        plain: plain + 0, /* no negative zero */
        top: kept ? part + 0 : 0,
        low: !kept ? 0 : labels ? w[state.t[n]] : 1,
      };
    });
    var tops = rows.map(function (row) {
      return row.top;
    });
    var numerator = sum(tops);
    var mass = sum(
      rows.map(function (row) {
        return row.low;
      }),
    );
    var denominator = state.reduction === "mean" ? mass : 1;
    var loss = state.reduction === "none" ? tops : denominator ? numerator / denominator : NaN;
    return { rows: rows, numerator: numerator, denominator: denominator, loss: loss };
  }
  Course.widgetMath["denominators"] = { compute: compute };

  function copy(table) {
    return table.map(function (row) {
      return row.slice();
    });
  }

  function complete(given) {
    var C = given.A[0].length;
    return {
      A: copy(given.A),
      t: given.t.slice(),
      Y: given.Y ? copy(given.Y) : given.t.map(function (t) { return oneHot(t, C); }),
      w: given.w.slice(),
      weighted: Boolean(given.weighted),
      kind: given.kind || "labels",
      ignore: given.ignore === undefined ? -100 : given.ignore,
      eps: given.eps || 0,
      reduction: given.reduction || "mean",
    };
  }

  /* From the address: a and y are the tables row by row; the number of weights tells their width. */
  function read(state) {
    var w = state.numbers("w", []);
    var flat = state.numbers("a", []);
    var t = state.numbers("t", []);
    var C = w.length;
    var N = t.length;
    if (C < 2 || C > 4 || N < 1 || N > 6 || flat.length !== N * C) return complete(PRESETS[0][1]);
    function table(list) {
      return t.map(function (label, n) {
        return list.slice(n * C, (n + 1) * C);
      });
    }
    function oneOf(key, options, other) {
      return options.indexOf(state.get(key)) >= 0 ? state.get(key) : other;
    }
    var soft = state.numbers("y", []);
    return complete({
      A: table(flat),
      t: t,
      Y: soft.length === N * C ? table(soft) : undefined,
      w: w,
      weighted: state.get("weighted") === "1",
      kind: oneOf("kind", ["labels", "probs"], "labels"),
      ignore: state.numbers("ignore", [-100])[0],
      eps: Math.min(1, Math.max(0, state.numbers("eps", [0])[0])),
      reduction: oneOf("reduction", ["mean", "sum", "none"], "mean"),
    });
  }

  /* Text with _{…} for subscripts. */
  function symbols(parent, text) {
    text.split(/_\{([^}]*)\}/).forEach(function (part, i) {
      if (part) kit.add(parent, i % 2 ? "sub" : "span", {}, part.replace("kept", TEXT.kept));
    });
  }

  Course.widget("denominators", function (stage, state) {
    var now = read(state);
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({
        a: now.A,
        t: now.t,
        y: now.Y,
        w: now.w,
        weighted: now.weighted ? 1 : 0,
        kind: now.kind,
        ignore: now.ignore,
        eps: now.eps,
        reduction: now.reduction,
      });
    });

    var top = kit.add(stage, "div", { class: "kit-fields" });
    var names = [["", TEXT.own]].concat(
      PRESETS.map(function (preset, i) {
        return [String(i), preset[0]];
      }),
    );
    var start = kit.select(top, TEXT.start, names, "", function (i) {
      if (i === "") return;
      now = complete(PRESETS[i][1]);
      fill();
      changed();
    });
    var options = kit.add(stage, "div", { class: "kit-fields" });
    var kind = kit.select(options, TEXT.kind, TEXT.kinds, now.kind, function (value) {
      now.kind = value;
      fill();
      changed();
    });
    var reduction = kit.select(options, TEXT.reduction, TEXT.reductions, now.reduction, function (value) {
      now.reduction = value;
      changed();
    });
    var ignore = kit.field(options, TEXT.ignore, "input", { type: "number", step: 1 });
    typed(ignore, function (value) {
      now.ignore = value;
    });
    var smoothing = kit.slider(options, TEXT.smoothing, [0, 1, 0.01], show, function (value) {
      now.eps = value;
      smoothing(value);
      changed();
    });
    var weights = kit.add(stage, "div", { class: "kit-fields" });
    var tables = kit.add(stage, "div", { class: "kit-tables" });
    var parts = kit.table(stage, TEXT.caption, TEXT.heads);
    var sums = kit.add(stage, "div", { "aria-live": "polite" });

    function show(x) {
      return kit.number(x, 2);
    }

    /* A number field: what is not a number leaves the state as it is. */
    function typed(input, act) {
      input.addEventListener("input", function () {
        if (isNaN(input.valueAsNumber)) return;
        act(input.valueAsNumber);
        changed();
      });
    }

    /* Lay out the fields for a batch of another size or kind. */
    function fill() {
      kind.value = now.kind;
      reduction.value = now.reduction;
      ignore.value = now.ignore;
      smoothing(now.eps);
      weights.textContent = tables.textContent = "";
      var box = kit.field(weights, TEXT.weighted, "input", { type: "checkbox" });
      box.checked = now.weighted;
      box.addEventListener("change", function () {
        now.weighted = box.checked;
        changed();
      });
      now.w.forEach(function (weight, c) {
        var input = kit.field(weights, TEXT.weight + c, "input", { type: "number", step: "any", min: 0 });
        input.value = weight;
        typed(input, function (value) {
          now.w[c] = value;
        });
      });
      numbers(TEXT.logits, now.A, TEXT.logit);
      if (now.kind === "probs") numbers(TEXT.targets, now.Y, TEXT.prob);
      else labels();
    }

    function heads(texts) {
      return [TEXT.row].concat(texts);
    }

    function numbers(title, values, name) {
      var place = kit.add(tables, "fieldset", { class: "kit-batch" });
      place.style.flexBasis = 2.5 + 4.2 * values[0].length + "rem";
      kit.add(place, "legend", {}, title);
      var classes = values[0].map(function (x, c) {
        return TEXT.className + c;
      });
      var body = kit.table(place, title, heads(classes));
      values.forEach(function (row, n) {
        var line = kit.add(body, "tr");
        kit.add(line, "th", { scope: "row" }, String(n));
        row.forEach(function (value, c) {
          var input = kit.add(kit.add(line, "td"), "input", {
            type: "number",
            step: "any",
            "aria-label": name(n, c),
          });
          input.value = value;
          typed(input, function (value) {
            values[n][c] = value;
          });
        });
      });
    }

    function labels() {
      var place = kit.add(tables, "fieldset", { class: "kit-narrow" });
      kit.add(place, "legend", {}, TEXT.targets);
      var body = kit.table(place, TEXT.targets, heads([TEXT.oneLabel]));
      now.t.forEach(function (label, n) {
        var line = kit.add(body, "tr");
        kit.add(line, "th", { scope: "row" }, String(n));
        var select = kit.add(kit.add(line, "td"), "select", { "aria-label": TEXT.labelOf(n) });
        var choices = now.w.map(function (weight, c) {
          return c;
        });
        if (choices.indexOf(label) < 0 && label !== -100) choices.push(label);
        choices.concat(-100).forEach(function (choice) {
          kit.add(select, "option", { value: choice }, String(choice).replace("-", "−"));
        });
        select.value = String(label);
        select.addEventListener("change", function () {
          now.t[n] = Number(select.value);
          now.Y[n] = oneHot(now.t[n], now.w.length);
          changed();
        });
      });
    }

    function changed() {
      update();
      save();
    }

    function line(name, symbol, words, value) {
      var place = kit.add(sums, "p", { class: "kit-words" });
      kit.add(place, "strong", {}, name + " ");
      if (symbol) symbols(place, symbol);
      kit.add(place, "span", {}, (symbol ? " = " : "= ") + (words === value ? value : words + " = " + value));
    }

    function update() {
      var found = compute(now);
      var text = JSON.stringify(now);
      var known = PRESETS.findIndex(function (preset) {
        return JSON.stringify(complete(preset[1])) === text;
      });
      start.value = known < 0 ? "" : String(known);
      parts.textContent = sums.textContent = "";
      if (found.error) {
        kit.add(sums, "p", { class: "kit-words" }, found.error);
        return;
      }
      var mean = now.reduction === "mean";
      found.rows.forEach(function (row, n) {
        var cells = row.kept ? [number(row.plain), number(row.top)] : [TEXT.ignored, "0"];
        kit.row(parts, String(n), cells.concat(mean ? number(row.low) : "–"));
      });
      if (now.reduction === "none") {
        line(TEXT.loss, "", "[" + found.loss.map(number).join(", ") + "]", "[" + found.loss.map(number).join(", ") + "]");
        return;
      }
      var kept = found.rows.filter(function (row) {
        return row.kept;
      });
      line(TEXT.numerator, numeratorSymbol(), added(kept, "top"), number(found.numerator));
      line(TEXT.denominator, denominatorSymbol(), mean ? added(kept, "low") : "1", number(found.denominator));
      line(TEXT.loss, "", number(found.numerator) + " / " + number(found.denominator), number(found.loss));
      var plain = found.numerator / now.A.length;
      var note = TEXT.plain.replace("{n}", now.A.length).replace("{x}", number(plain));
      kit.add(sums, "p", { class: "kit-note" }, mean && found.denominator !== now.A.length ? note : "");
    }

    function number(x) {
      return kit.number(x, x % 1 ? 4 : 0);
    }

    function added(rows, part) {
      if (!rows.length) return "0 (" + TEXT.nothing + ")";
      return rows
        .map(function (row) {
          return number(row[part]);
        })
        .join(" + ");
    }

    function numeratorSymbol() {
      var name = now.kind === "probs" ? (now.eps ? "probsMixed" : "probs") : now.eps ? "mixed" : "labels";
      return SYMBOLS[name + (now.weighted ? "Weighted" : "")];
    }

    function denominatorSymbol() {
      if (now.reduction !== "mean") return SYMBOLS.one;
      if (now.kind === "probs") return SYMBOLS.rows;
      return now.weighted ? SYMBOLS.weights : SYMBOLS.kept;
    }

    fill();
    update();
  });
})();

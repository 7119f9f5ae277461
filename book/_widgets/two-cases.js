/* A proof told by scrolling: the steps are the list of the fallback, which stays on the page; the
   figure beside it shows the step that is being read. */
(function () {
  "use strict";
  var kit = Course.kit;
  var SCORES = [2, 1, 0.1];
  var TARGET = [0.2, 0.7, 0.1];
  var TEXT = Course.words("two-cases", {
    label: "The slopes of the log-probabilities, and the gradient that they add up to",
    moves: "The score that moves",
    caption: "Rows: log-probabilities. Columns: scores. Below: the slopes of the loss.",
    heads: ["slope of", "target", "z of cat", "z of pig", "z of dog"],
    names: ["cat", "pig", "dog"],
    row: "log p of ",
    sum: "the loss",
    own: "1 − p",
    other: "−p",
    weighed: ["−y (1 − p)", "y p"],
    total: "p − y",
  });
  var LAST = 5;

  /* state.z: scores; state.y: a target. table[k][c] is the slope of log p_k with respect to z_c,
     weighed the same times −y_k, and gradient the sums of its columns. */
  function compute(state) {
    var powers = state.z.map(Math.exp);
    var total = powers.reduce(function (a, b) { return a + b; });
    var p = powers.map(function (x) { return x / total; });
    var table = p.map(function (row, k) {
      return p.map(function (x, c) { return (k === c ? 1 : 0) - x; });
    });
    var weighed = table.map(function (row, k) {
      return row.map(function (slope) { return -state.y[k] * slope; });
    });
    var gradient = p.map(function (x, c) {
      return weighed.reduce(function (sum, row) { return sum + row[c]; }, 0);
    });
    return { p: p, table: table, weighed: weighed, gradient: gradient };
  }
  Course.widgetMath["two-cases"] = { compute: compute };

  Course.widget("two-cases", function (stage, state) {
    var place = stage.parentNode;
    var steps = Array.from(place.querySelectorAll(".widget-fallback > ol > li"));
    var c = state.numbers("c", [0])[0];
    var step = 0;
    var now = compute({ z: SCORES, y: TARGET });
    if ([0, 1, 2].indexOf(c) < 0) c = 0;
    stage.setAttribute("aria-label", TEXT.label);

    var choices = TEXT.names.map(function (name, k) {
      return [String(k), name];
    });
    kit.select(stage, TEXT.moves, choices, String(c), function (value) {
      c = Number(value);
      state.set({ c: c });
      update();
    });
    var rows = TEXT.names.map(function (name) { return TEXT.row + name; }).concat(TEXT.sum);
    var cells = kit.cells(stage, TEXT.caption, TEXT.heads, rows);

    function fill(cell, value, symbol, classes) {
      cell.textContent = "";
      kit.add(cell, "span", {}, value);
      kit.add(cell, "small", {}, symbol);
      cell.className = classes.filter(Boolean).join(" ");
    }

    /* What a cell shows at this step: nothing, a slope, or a slope times minus the target. */
    function show(k, col) {
      var inColumn = col === c || step === LAST;
      var own = k === col;
      if (!inColumn) return ["", "", ["two-cases-off"]];
      if (step === 0) return ["?", "", ["two-cases-lit"]];
      if (step === 1 && !own) return ["?", "", []];
      var weighed = step >= 3;
      var value = (weighed ? now.weighed : now.table)[k][col];
      var symbol = weighed ? TEXT.weighed[own ? 0 : 1] : own ? TEXT.own : TEXT.other;
      var lit = (step === 1 && own) || (step === 2 && !own) || step === 3;
      return [kit.number(value, 3), symbol, [value < 0 ? "two-cases-below" : "two-cases-above", lit && "two-cases-lit"]];
    }

    function update() {
      TEXT.names.forEach(function (name, k) {
        fill(cells[k][0], kit.number(TARGET[k], 1), "y", ["lit-truth", step === 3 && "two-cases-lit"]);
        TEXT.names.forEach(function (other, col) {
          var shown = show(k, col);
          fill(cells[k][col + 1], shown[0], shown[1], shown[2]);
        });
      });
      fill(cells[3][0], "", "", []);
      TEXT.names.forEach(function (name, col) {
        var known = (step === 4 && col === c) || step === LAST;
        fill(cells[3][col + 1], known ? kit.number(now.gradient[col], 3) : "", known ? TEXT.total : "", ["two-cases-sum", known && "lit-slope", known && "two-cases-lit"]);
      });
      steps.forEach(function (item, i) {
        item.classList.toggle("two-cases-now", i === step);
      });
    }

    /* The step that crosses the reading line, a little below the middle of the window. */
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        step = steps.indexOf(entry.target);
        update();
      });
    }, { rootMargin: "-58% 0px -41% 0px" });
    steps.forEach(function (item) {
      watch.observe(item);
    });
    update();
  });
})();

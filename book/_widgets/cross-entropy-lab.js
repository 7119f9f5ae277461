/* Cross-entropy of two rows: logits and targets to probabilities, losses and gradient. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("cross-entropy-lab", {
    label: "Cross-entropy of two rows of logits that you choose",
    example: "Example",
    own: "your own numbers",
    reduction: "Reduction",
    reductions: [["mean", "mean of the rows"], ["sum", "sum of the rows"]],
    row: "Row ",
    rowLoss: ": loss ",
    comma: ", ",
    logit: "logit ",
    target: "Target",
    label_: "label ",
    soft: "soft: the column y",
    heads: ["class", "y", "p", "slope", "bar"],
    caption: "Target, probability, and slope of the batch loss, row ",
    y: "y of class ",
    sums: function (row, y, slopes) {
      return "Row " + row + ": Σy = " + y + ", slopes sum to " + slopes + ". ";
    },
    notOne: "Where the target does not sum to one, the slopes are Σy · p − y. ",
    says: function (losses, name, total) {
      return "The losses are " + losses + ", their " + name + " is " + total + ". ";
    },
    names: { mean: "mean", sum: "sum" },
    flat: "No slope is left. ",
    lower: function (row, label) {
      return "The strongest slope asks for class " + label + " of row " + row + " to be lowered. ";
    },
    raise: function (row, label) {
      return "The strongest slope asks for class " + label + " of row " + row + " to be raised. ";
    },
    and: " and ",
  });
  /* Words, logits, targets. */
  var EXAMPLES = [
    ["a good and a bad row", [[5, 1, -1], [-2, 6, 0]], [[1, 0, 0], [0, 0, 1]]],
    ["second batch", [[2, 1, 0.1], [0.1, 2, 1.9]], [[0, 1, 0], [1, 0, 0]]],
    ["third batch", [[2, 1, 0.1], [1.2, 2.5, 0.3]], [[1, 0, 0], [0, 0, 1]]],
    ["one row, two labels", [[2, 1, -1], [2, 1, -1]], [[1, 0, 0], [0, 0, 1]]],
    ["gaps of 1000 and 0", [[1000, 0, 0], [0, 0, 0]], [[0, 1, 0], [1, 0, 0]]],
    ["soft targets", [[2, 1, 0.1], [2, 1, 0.1]], [[0.7, 0.3, 0], [0.1, 0.8, 0.1]]],
    ["sums of 2 and ½", [[2, 1, 0.1], [2, 1, 0.1]], [[0.5, 1, 0.5], [0, 0.5, 0]]],
  ];
  Course.rename(EXAMPLES, TEXT.presets);

  function sum(list) {
    return list.reduce(function (a, b) {
      return a + b;
    }, 0);
  }

  function computeRow(z, y) {
    var max = Math.max.apply(null, z);
    var leader = z.indexOf(max);
    var powers = z.map(function (x) {
      return Math.exp(x - max);
    });
    var above = Math.log1p(sum(powers.filter(function (x, k) {
      return k !== leader;
    })));
    var p = powers.map(function (x) {
      return x / sum(powers);
    });
    /* −ln p is the distance to the leader plus what log-sum-exp lies above it: no digit is lost. */
    var surprise = z.map(function (x) {
      return max - x + above;
    });
    return {
      lse: max + above,
      p: p,
      surprise: surprise,
      loss: sum(y.map(function (share, k) {
        return share === 0 ? 0 : share * surprise[k];
      })),
      /* s p − y, written so that p − 1 loses no digits: Σ over k of y_k p_c − y_c p_k. */
      slopes: p.map(function (x, c) {
        return sum(y.map(function (share, k) {
          return k === c ? 0 : share * x - y[c] * p[k];
        }));
      }),
    };
  }

  /* state.A: rows of logits; state.Y: rows of targets; state.reduction: "mean" or "sum". */
  function compute(state) {
    var rows = state.A.map(function (z, n) {
      return computeRow(z, state.Y[n]);
    });
    var share = state.reduction === "sum" ? 1 : 1 / rows.length;
    var losses = rows.map(function (row) {
      return row.loss;
    });
    return {
      lse: rows.map(function (row) { return row.lse; }),
      P: rows.map(function (row) { return row.p; }),
      surprise: rows.map(function (row) { return row.surprise; }),
      losses: losses,
      loss: share * sum(losses),
      gradient: rows.map(function (row) {
        return row.slopes.map(function (slope) {
          return share * slope;
        });
      }),
    };
  }
  Course.widgetMath["cross-entropy-lab"] = { compute: compute };

  /* The label of a one-hot row, as text; "soft" for any other. */
  function labelOf(y) {
    var ones = y.filter(function (share) { return share === 1; }).length;
    var zeros = y.filter(function (share) { return share === 0; }).length;
    return ones === 1 && zeros === y.length - 1 ? String(y.indexOf(1)) : "soft";
  }

  function oneHot(label) {
    return [0, 1, 2].map(function (c) {
      return c === label ? 1 : 0;
    });
  }

  function inTwo(list) {
    return [list.slice(0, 3), list.slice(3, 6)];
  }

  Course.widget("cross-entropy-lab", function (stage, state) {
    var A = inTwo(EXAMPLES[0][1][0].concat(EXAMPLES[0][1][1]));
    var Y = inTwo(EXAMPLES[0][2][0].concat(EXAMPLES[0][2][1]));
    var linkedA = state.numbers("A", []);
    var linkedY = state.numbers("Y", []);
    if (linkedA.length === 6) A = inTwo(linkedA);
    if (linkedY.length === 6 && Math.min.apply(null, linkedY) >= 0) Y = inTwo(linkedY);
    var reduction = state.get("reduction") === "sum" ? "sum" : "mean";
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ A: A, Y: Y, reduction: reduction });
    });
    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = EXAMPLES.map(function (example, i) {
      return [String(i), example[0]];
    });
    var example = kit.select(fields, TEXT.example, [["-1", TEXT.own]].concat(names), "-1", function (i) {
      if (i < 0) return;
      A = inTwo(EXAMPLES[i][1][0].concat(EXAMPLES[i][1][1]));
      Y = inTwo(EXAMPLES[i][2][0].concat(EXAMPLES[i][2][1]));
      change();
    });
    var reductions = kit.select(fields, TEXT.reduction, TEXT.reductions, reduction, function (name) {
      reduction = name;
      change();
    });
    var rows = [makeRow(0), makeRow(1)];
    var says = kit.add(stage, "p", { class: "kit-result", "aria-live": "polite" });

    function makeRow(n) {
      var place = kit.add(stage, "fieldset");
      var legend = kit.add(place, "legend");
      var columns = kit.add(place, "div", { class: "kit-columns" });
      var left = kit.add(columns, "div");
      var right = kit.add(columns, "div");
      var setLogit = A[n].map(function (value, c) {
        var given = { value: value, min: -10, max: 10, step: 0.1, least: -10000, most: 10000 };
        return kit.entry(left, TEXT.row + n + TEXT.comma + TEXT.logit + c, given, function (now) {
          A[n][c] = now;
          change();
        });
      });
      var labels = [0, 1, 2].map(function (c) {
        return [String(c), TEXT.label_ + c];
      });
      var target = kit.select(right, TEXT.target + " " + n, labels.concat([["soft", TEXT.soft]]), "0", function (label) {
        /* From a label to soft: nine tenths stay. */
        var t = Number(labelOf(Y[n]));
        var softened = [0, 1, 2].map(function (c) {
          return c === t ? 0.9 : 0.05;
        });
        Y[n] = label === "soft" ? softened : oneHot(Number(label));
        change();
      });
      var cells = kit.cells(right, TEXT.caption + n, TEXT.heads, ["0", "1", "2"]);
      var shares = cells.map(function (cells, c) {
        cells[0].textContent = "";
        var share = kit.add(cells[0], "input", { type: "number", min: 0, max: 10, step: 0.05, "aria-label": TEXT.row + n + TEXT.comma + TEXT.y + c });
        share.addEventListener("input", function () {
          var value = share.valueAsNumber;
          if (!(value >= 0 && value <= 10)) return; /* not yet typed to its end */
          Y[n][c] = value;
          change();
        });
        share.addEventListener("change", function () {
          share.value = Y[n][c];
        });
        return share;
      });
      var bars = cells.map(function (cells) {
        cells[3].textContent = "";
        return kit.bar(cells[3]);
      });
      return function (now) {
        legend.textContent = TEXT.row + n + TEXT.rowLoss + kit.any(now.losses[n], 4);
        target.value = labelOf(Y[n]);
        A[n].forEach(function (value, c) {
          setLogit[c](value);
          if (shares[c].valueAsNumber !== Y[n][c]) shares[c].value = Y[n][c];
          cells[c][1].textContent = kit.any(now.P[n][c], 4);
          cells[c][2].textContent = kit.any(now.gradient[n][c], 4);
          bars[c](0.5, 0.5 + now.gradient[n][c] / 2);
        });
      };
    }

    function change() {
      update();
      save();
    }

    function update() {
      var now = compute({ A: A, Y: Y, reduction: reduction });
      reductions.value = reduction;
      example.value = String(EXAMPLES.findIndex(function (known) {
        return String([known[1], known[2]]) === String([A, Y]);
      }));
      rows.forEach(function (row) {
        row(now);
      });
      var strongest = [0, 0, 0];
      var text = "";
      var whole = true;
      now.gradient.forEach(function (slopes, n) {
        slopes.forEach(function (slope, c) {
          if (Math.abs(slope) > Math.abs(strongest[2])) strongest = [n, c, slope];
        });
        text += TEXT.sums(n, kit.number(sum(Y[n]), 4), kit.number(sum(slopes), 4));
        whole = whole && Math.abs(sum(Y[n]) - 1) < 1e-9;
      });
      var losses = now.losses.map(function (loss) {
        return kit.any(loss, 4);
      });
      var slope = strongest[2];
      var wish = slope > 0 ? TEXT.lower : TEXT.raise;
      says.textContent =
        TEXT.says(losses.join(TEXT.and), TEXT.names[reduction], kit.any(now.loss, 4)) +
        (slope === 0 ? TEXT.flat : wish(strongest[0], strongest[1])) + text + (whole ? "" : TEXT.notOne);
    }
    update();
  });
})();

/* Softmax: scores and temperature to probabilities, log-sum-exp and Jacobian. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("softmax-explorer", {
    label: "Softmax of scores that you choose",
    example: "Example",
    own: "your own scores",
    classes: "Classes",
    score: "Score of class ",
    temperature: "Temperature T",
    constant: "Constant to add",
    add: "Add it to all scores",
    shares: "Probabilities",
    shareHeads: ["class", "z/T", "not shifted", "p", "bar"],
    shareCaption: "Scaled scores, the formula without the shift, and the probabilities",
    jacobian: "Jacobian: slope of p when z moves",
    slope: "slope",
    jacobianCaption: "Jacobian of the probabilities with respect to the scores",
    low: "max\n",
    middle: "log-sum-exp\n",
    high: "max + ln C\n",
    gauge: "Log-sum-exp of z/T, between its bounds",
    fine: "Without the shift the formula gives the same numbers.",
    broken: "Without the shift the exponentials leave the range of double precision: the third column is wrong or nan, the fourth is not.",
    says: function (leader, p, above, slope) {
      return "Class " + leader + " leads with probability " + p + ". The log-sum-exp is " + above +
        " above the largest scaled score. The largest slope is " + slope + ". ";
    },
  });
  var EXAMPLES = [
    ["a photo: 2, 1, 0.1", [2, 1, 0.1]],
    ["a sure photo: 5, 1, −1", [5, 1, -1]],
    ["a surer photo: −2, 6, 0", [-2, 6, 0]],
    ["close: 0.1, 2, 1.9", [0.1, 2, 1.9]],
    ["large: 1000, 999, 998.1", [1000, 999, 998.1]],
    ["very low: −1000, −1001, −1001.9", [-1000, -1001, -1001.9]],
    ["all 100", [100, 100, 100]],
    ["two leaders: 1000, 1000, 0", [1000, 1000, 0]],
    ["two classes: 0.1, 0.2", [0.1, 0.2]],
  ];
  Course.rename(EXAMPLES, TEXT.presets);
  var DIGITS = "₀₁₂₃₄₅";

  function sum(list) {
    return list.reduce(function (a, b) {
      return a + b;
    }, 0);
  }

  /* state.z: scores; state.T: temperature.
     Everything is computed from the scaled scores z/T; the Jacobian is that of p with respect to z,
     (diag p − p pᵀ) / T. Its diagonal is p times the sum of the others: 1 − p would lose digits. */
  function compute(state) {
    var T = state.T === undefined ? 1 : state.T;
    var scaled = state.z.map(function (z) {
      return z / T;
    });
    var max = Math.max.apply(null, scaled);
    var leader = scaled.indexOf(max);
    var powers = scaled.map(function (x) {
      return Math.exp(x - max);
    });
    var others = powers.filter(function (x, k) {
      return k !== leader;
    });
    var above = Math.log1p(sum(others));
    var p = powers.map(function (x) {
      return x / sum(powers);
    });
    var exponentials = scaled.map(Math.exp);
    return {
      scaled: scaled,
      max: max,
      leader: leader,
      lse: max + above,
      above: above,
      bound: max + Math.log(scaled.length),
      p: p,
      naive: exponentials.map(function (x) {
        return x / sum(exponentials);
      }),
      jacobian: p.map(function (row, i) {
        var rest = sum(p.filter(function (x, k) { return k !== i; }));
        return p.map(function (column, j) {
          return (i === j ? row * rest : -row * column) / T;
        });
      }),
    };
  }
  Course.widgetMath["softmax-explorer"] = { compute: compute };

  Course.widget("softmax-explorer", function (stage, state) {
    var z = state.numbers("z", EXAMPLES[0][1]).slice(0, 5);
    var T = state.numbers("T", [1])[0];
    var constant = 10;
    if (z.length < 2) z = EXAMPLES[0][1].slice();
    if (!(T >= 0.01 && T <= 1000)) T = 1;
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ z: z, T: T });
    });
    var columns = kit.add(stage, "div", { class: "kit-columns" });
    var left = kit.add(columns, "div");
    var right = kit.add(columns, "div");

    var names = EXAMPLES.map(function (example, i) {
      return [String(i), example[0]];
    });
    var example = kit.select(left, TEXT.example, [["-1", TEXT.own]].concat(names), "-1", function (i) {
      if (i >= 0) change(EXAMPLES[i][1].slice(), T);
    });
    var counts = [2, 3, 4, 5].map(function (n) {
      return [String(n), String(n)];
    });
    var count = kit.select(left, TEXT.classes, counts, String(z.length), function (n) {
      change(z.concat([0, 0, 0]).slice(0, Number(n)), T);
    });
    var scores = kit.add(left, "div");
    var heat = { given: { value: T, min: -1, max: 2, step: 0.01, least: 0.01, most: 1000, up: Math.log10 } };
    heat.given.down = function (position) {
      return Math.pow(10, position);
    };
    heat.set = kit.entry(left, TEXT.temperature, heat.given, function (value) {
      change(z, value);
    });
    kit.entry(left, TEXT.constant, { value: constant, min: -100, max: 100, step: 1, least: -1000, most: 1000 }, function (value) {
      constant = value;
    });
    var buttons = kit.add(left, "div", { class: "kit-buttons" });
    kit.button(buttons, TEXT.add, function () {
      change(z.map(function (x) {
        return Number((x + constant).toPrecision(12));
      }), T);
    });

    kit.add(right, "p", { class: "kit-head" }, TEXT.shares);
    var shares = kit.add(right, "div");
    kit.add(right, "p", { class: "kit-head" }, TEXT.gauge);
    var gauge = kit.add(right, "div", { class: "kit-gauge" });
    var bar = kit.bar(gauge);
    var marks = [0, 1, 2].map(function () {
      return kit.add(gauge, "span");
    });
    kit.add(right, "p", { class: "kit-head" }, TEXT.jacobian);
    var slopes = kit.add(right, "div");
    var says = kit.add(stage, "p", { class: "kit-result", "aria-live": "polite" });
    var setScore, shareCells, bars, slopeCells;

    /* Everything whose size depends on the number of classes. */
    function build() {
      scores.textContent = shares.textContent = slopes.textContent = "";
      setScore = z.map(function (value, k) {
        var given = { value: value, min: -10, max: 10, step: 0.1, least: -10000, most: 10000 };
        return kit.entry(scores, TEXT.score + k, given, function (now) {
          var next = z.slice();
          next[k] = now;
          change(next, T, true);
        });
      });
      var numbers = z.map(function (value, k) {
        return String(k);
      });
      shareCells = kit.cells(shares, TEXT.shareCaption, TEXT.shareHeads, numbers);
      bars = shareCells.map(function (row) {
        row[3].textContent = "";
        return kit.bar(row[3]);
      });
      var heads = numbers.map(function (k) {
        return "z" + DIGITS[k];
      });
      slopeCells = kit.cells(slopes, TEXT.jacobianCaption, [TEXT.slope].concat(heads), numbers.map(function (k) {
        return "p" + DIGITS[k];
      }));
    }

    function change(nextZ, nextT) {
      z = nextZ;
      T = nextT;
      update();
      save();
    }

    function update() {
      if (!setScore || setScore.length !== z.length) build();
      var now = compute({ z: z, T: T });
      count.value = String(z.length);
      example.value = String(EXAMPLES.findIndex(function (known) {
        return String(known[1]) === String(z);
      }));
      heat.set(T);
      var same = true;
      z.forEach(function (value, k) {
        setScore[k](value);
        shareCells[k][0].textContent = kit.any(now.scaled[k], 2);
        shareCells[k][1].textContent = kit.any(now.naive[k], 4);
        shareCells[k][2].textContent = kit.any(now.p[k], 4);
        bars[k](0, now.p[k]);
        same = same && Math.abs(now.naive[k] - now.p[k]) <= 1e-9;
        now.jacobian[k].forEach(function (slope, j) {
          var cell = slopeCells[k][j];
          cell.textContent = kit.any(slope, z.length > 3 ? 3 : 4);
          cell.className = slope < 0 ? "kit-heat kit-below" : "kit-heat";
          cell.style.setProperty("--tint", Math.min(Math.abs(slope) * T * 2, 0.5));
        });
      });
      bar(0, now.above / Math.log(z.length));
      marks[0].textContent = TEXT.low + kit.any(now.max, 4);
      marks[1].textContent = TEXT.middle + kit.any(now.lse, 4);
      marks[2].textContent = TEXT.high + kit.any(now.bound, 4);
      var steepest = now.jacobian.map(function (row, i) {
        return row[i];
      });
      says.textContent = TEXT.says(
        now.leader,
        kit.any(now.p[now.leader], 4),
        kit.any(now.above, 4),
        kit.any(Math.max.apply(null, steepest), 4)
      ) + (same ? TEXT.fine : TEXT.broken);
    }
    update();
  });
})();

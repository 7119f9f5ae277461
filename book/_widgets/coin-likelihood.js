/* A coin: the likelihood, multiplied up in floating point, against the log-likelihood. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("coin-likelihood", {
    label: "Likelihood and log-likelihood of coin tosses that you choose",
    example: "Example",
    own: "your own tosses",
    precision: "Precision",
    precisions: [["double", "double (64 bits)"], ["single", "single (32 bits)"]],
    ones: "Ones (heads, point up)",
    zeros: "Zeros (tails, side)",
    theta: "θ",
    one: "One more 1",
    zero: "One more 0",
    more: "Twice the data",
    less: "Half the data",
    likelihood: "Likelihood L(θ)",
    logLikelihood: "Log-likelihood ℓ(θ)",
    overMax: "L(θ) / its maximum",
    log: "ℓ(θ)",
    heads: ["value", "at your θ", "at the best"],
    rows: ["θ", "L (product)", "ℓ (sum)", "NLL = −ℓ/N"],
    caption: "The three functions at the chosen θ and at the maximum",
    none: "No toss yet: every θ explains nothing equally well. ",
    same: function (k, N, best) {
      return "Both curves are highest at θ = " + k + "/" + N + " = " + best + ". ";
    },
    logBest: function (k, N, best) {
      return "The log-likelihood is highest at θ = " + k + "/" + N + " = " + best + ". ";
    },
    fine: function (N, power) {
      return "The product of the " + N + " factors is in range: its maximum is about 10 to the power " + power + ". ";
    },
    frayed: function (power) {
      return "Underflow: the largest likelihood is about 10 to the power " + power +
        ", where floating point has few digits left. The upper curve shows rounding errors. ";
    },
    gone: function (power) {
      return "Underflow: the largest likelihood is about 10 to the power " + power +
        ". Multiplied up it is 0, at every θ, so the upper curve has no maximum left. ";
    },
  });
  var EXAMPLES = [
    ["thumbtack: 7 of 10", 7, 3],
    ["70 of 100", 70, 30],
    ["700 of 1000", 700, 300],
    ["1400 of 2000", 1400, 600],
    ["three ones in a row", 3, 0],
    ["fair: 537 of 1074", 537, 537],
  ];
  Course.rename(EXAMPLES, TEXT.presets);
  var MOST = 2000;
  var LEAST_NORMAL = { double: Math.pow(2, -1022), single: Math.pow(2, -126) };
  var POINTS = 400;
  var DEPTH = 12; /* of the lower chart, in nats below the maximum */

  /* k ln θ, where 0 ln 0 = 0. */
  function times(k, x) {
    return k === 0 ? 0 : k * Math.log(x);
  }

  function logLikelihood(k, zeros, theta) {
    return times(k, theta) + (zeros === 0 ? 0 : zeros * Math.log1p(-theta));
  }

  /* One factor after the other, each product rounded, as a program would. */
  function product(k, zeros, theta, round) {
    var one = round(theta), zero = round(1 - one), value = 1, i;
    for (i = 0; i < k; i++) value = round(value * one);
    for (i = 0; i < zeros; i++) value = round(value * zero);
    return value;
  }

  function roundingOf(state) {
    return state.precision === "single" ? Math.fround : Number;
  }

  /* state.ones, state.zeros: counts; state.theta; state.precision: "double" or "single". */
  function compute(state) {
    var k = state.ones, zeros = state.zeros, N = k + zeros;
    var round = roundingOf(state);
    var best = N > 0 ? k / N : NaN;
    var log = logLikelihood(k, zeros, state.theta);
    var maxLog = N > 0 ? logLikelihood(k, zeros, best) : 0;
    return {
      N: N,
      best: best,
      underflows: maxLog < Math.log(LEAST_NORMAL[state.precision || "double"]),
      product: product(k, zeros, state.theta, round),
      logLikelihood: log,
      nll: N > 0 ? 0 - log / N : NaN,
      maxProduct: N > 0 ? product(k, zeros, best, round) : 1,
      maxLog: maxLog,
      minNll: N > 0 ? 0 - maxLog / N : NaN,
      power: maxLog / Math.LN10,
    };
  }

  /* The curves over θ = 0, 1/400, …, 1, and at the maximum itself. */
  function curves(state) {
    var round = roundingOf(state);
    var N = state.ones + state.zeros;
    var places = [];
    for (var i = 0; i <= POINTS; i++) places.push(i / POINTS);
    if (N > 0) places.push(state.ones / N);
    places.sort(function (a, b) {
      return a - b;
    });
    return {
      theta: places,
      product: places.map(function (theta) {
        return product(state.ones, state.zeros, theta, round);
      }),
      logLikelihood: places.map(function (theta) {
        return logLikelihood(state.ones, state.zeros, theta);
      }),
    };
  }
  Course.widgetMath["coin-likelihood"] = { compute: compute, curves: curves };

  /* A zero that is no rounded text but all that is left. */
  function exactZero(x) {
    return x === 0 ? "0" : kit.any(x, 7);
  }

  function isCount(x) {
    return x >= 0 && x <= MOST && Math.floor(x) === x;
  }

  Course.widget("coin-likelihood", function (stage, state) {
    var counts = state.numbers("tosses", []);
    var ones = EXAMPLES[0][1], zeros = EXAMPLES[0][2];
    var theta = state.numbers("theta", [0.5])[0];
    var precision = state.get("precision") === "single" ? "single" : "double";
    if (counts.length === 2 && counts.every(isCount)) {
      ones = counts[0];
      zeros = counts[1];
    }
    if (!(theta >= 0 && theta <= 1)) theta = 0.5;
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ tosses: [ones, zeros], theta: theta, precision: precision });
    });
    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = EXAMPLES.map(function (example, i) {
      return [String(i), example[0]];
    });
    var example = kit.select(fields, TEXT.example, [["-1", TEXT.own]].concat(names), "-1", function (i) {
      if (i >= 0) change(EXAMPLES[i][1], EXAMPLES[i][2]);
    });
    var precisions = kit.select(fields, TEXT.precision, TEXT.precisions, precision, function (name) {
      precision = name;
      change(ones, zeros);
    });
    var columns = kit.add(stage, "div", { class: "kit-columns" });
    var left = kit.add(columns, "div");
    var right = kit.add(columns, "div");
    var limits = { min: 0, max: 1500, step: 1, most: MOST };
    var setOnes = kit.entry(left, TEXT.ones, Object.assign({ value: ones }, limits), function (value) {
      change(Math.round(value), zeros);
    });
    var setZeros = kit.entry(left, TEXT.zeros, Object.assign({ value: zeros }, limits), function (value) {
      change(ones, Math.round(value));
    });
    var buttons = kit.add(left, "div", { class: "kit-buttons" });
    kit.button(buttons, TEXT.one, function () {
      change(Math.min(ones + 1, MOST), zeros);
    });
    kit.button(buttons, TEXT.zero, function () {
      change(ones, Math.min(zeros + 1, MOST));
    });
    kit.button(buttons, TEXT.more, function () {
      if (2 * Math.max(ones, zeros) <= MOST) change(2 * ones, 2 * zeros);
    });
    kit.button(buttons, TEXT.less, function () {
      change(Math.round(ones / 2), Math.round(zeros / 2));
    });
    var setTheta = kit.entry(right, TEXT.theta, { value: theta, min: 0, max: 1, step: 0.01 }, function (value) {
      theta = value;
      change(ones, zeros);
    });
    var cells = kit.cells(right, TEXT.caption, TEXT.heads, TEXT.rows);

    var charts = kit.add(stage, "div", { class: "kit-columns" });
    var top = kit.chart(kit.add(charts, "div"), 230, TEXT.likelihood);
    var bottom = kit.chart(kit.add(charts, "div"), 230, TEXT.logLikelihood);
    var says = kit.add(stage, "p", { class: "kit-result", "aria-live": "polite" });

    function change(nextOnes, nextZeros) {
      ones = nextOnes;
      zeros = nextZeros;
      update();
      save();
    }

    function draw(now, lines, most) {
      var products = lines.theta.map(function (x, i) {
        return [x, most > 0 ? lines.product[i] / most : 0];
      });
      var logs = lines.theta.map(function (x, i) {
        return [x, Math.max(lines.logLikelihood[i], now.maxLog - 3 * DEPTH)];
      });
      var at = { class: "", x: theta };
      var best = { class: "kit-b", x: now.best };
      var there = now.N > 0 ? [best] : [];
      top({
        x: [0, 1],
        y: [0, 1.05],
        xName: TEXT.theta,
        yName: TEXT.overMax,
        curves: [{ class: "", points: products }],
        marks: there.concat([Object.assign({ y: most > 0 ? now.product / most : 0 }, at)]),
      });
      bottom({
        x: [0, 1],
        y: [now.maxLog - DEPTH, now.maxLog + 0.05 * DEPTH],
        xName: TEXT.theta,
        yName: TEXT.log,
        curves: [{ class: "", points: logs }],
        marks: there.concat([Object.assign({ y: Math.max(now.logLikelihood, now.maxLog - 3 * DEPTH) }, at)]),
      });
    }

    function words(now, most) {
      var power = kit.number(now.power, 1);
      if (now.N === 0) return TEXT.none;
      if (now.underflows) return (most > 0 ? TEXT.frayed(power) : TEXT.gone(power)) + TEXT.logBest(ones, now.N, kit.any(now.best, 4));
      return TEXT.same(ones, now.N, kit.any(now.best, 4)) + TEXT.fine(now.N, power);
    }

    function update() {
      var now = compute({ ones: ones, zeros: zeros, theta: theta, precision: precision });
      setOnes(ones);
      setZeros(zeros);
      setTheta(theta);
      precisions.value = precision;
      example.value = String(EXAMPLES.findIndex(function (known) {
        return known[1] === ones && known[2] === zeros;
      }));
      [
        [kit.any(theta, 4), kit.any(now.best, 4)],
        [exactZero(now.product), exactZero(now.maxProduct)],
        [kit.any(now.logLikelihood, 4), kit.any(now.maxLog, 4)],
        [kit.any(now.nll, 4), kit.any(now.minNll, 4)],
      ].forEach(function (row, i) {
        cells[i][0].textContent = row[0];
        cells[i][1].textContent = now.N > 0 ? row[1] : "–";
      });
      var lines = curves({ ones: ones, zeros: zeros, precision: precision });
      var most = Math.max.apply(null, lines.product);
      says.textContent = words(now, most);
      draw(now, lines, most);
    }
    update();
  });
})();

/* Binary cross-entropy of one logit, computed in six ways in double precision. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("stable-bce", {
    label: "Binary cross-entropy of a logit that you choose, computed in several ways",
    example: "Example",
    own: "your own logit",
    target: "Target y",
    targets: [["0", "0 (no)"], ["1", "1 (yes)"]],
    window: "Chart from",
    windows: [["1000", "−1000 to 1000"], ["60", "−60 to 60"], ["6", "−6 to 6"]],
    z: "Logit z",
    head: ["computed as", "value", "right"],
    caption: "The loss in five ways, the slope in two, and the probability",
    rows: [
      "max(z, 0) − yz + log1p(e^−|z|)",
      "ln(1 + e^z) − yz",
      "−ln q, or −ln(1 − q)",
      "−y ln q − (1 − y) ln(1 − q)",
      "the same, logarithms cut at −100",
      "slope in z from the logit",
      "slope in z through q, cut",
      "q = 1 / (1 + e^−z)",
    ],
    loss: "Loss: stable (thin), −ln q or −ln(1 − q) (wide, where finite), cut (dotted)",
    slope: "Slope in z: from the logit (thin), through q and cut (dotted)",
    lossAxis: "loss",
    slopeAxis: "slope in z",
    yes: "yes",
    no: "no",
    agree: "All five formulas give the loss to nine digits here. ",
    wrong: function (count) {
      return "Of the other four formulas for the loss, " + count + " cannot give nine right digits here. ";
    },
    deadSlope: "The slope through q has died, while the true one has not: this example would teach nothing.",
  });
  var EXAMPLES = [-1000, -710, -40, -37, 0, 28, 37, 40, 50, 710, 1000];
  var POINTS = 400;

  /* Nothing where the factor is 0, whatever the logarithm. */
  function term(factor, value) {
    return factor === 0 ? 0 : factor * value;
  }

  /* state.z: logit; state.y: target from 0 to 1. */
  function compute(state) {
    var z = state.z, y = state.y;
    var q = 1 / (1 + Math.exp(-z));
    var small = Math.exp(-Math.abs(z));
    var yes = z >= 0 ? 1 / (1 + small) : small / (1 + small); /* σ(z), every digit */
    var no = z >= 0 ? small / (1 + small) : 1 / (1 + small); /* 1 − σ(z), every digit */
    var cut = function (x) {
      return Math.max(Math.log(x), -100);
    };
    var slopeInQ = (q - y) / Math.max(q * (1 - q), 1e-12);
    return {
      q: q,
      stable: Math.max(z, 0) - y * z + Math.log1p(small),
      softplus: Math.log(1 + Math.exp(z)) - y * z,
      naive: 0 - term(y, Math.log(q)) - term(1 - y, Math.log(1 - q)),
      literal: 0 - y * Math.log(q) - (1 - y) * Math.log(1 - q),
      clamped: 0 - y * cut(q) - (1 - y) * cut(1 - q),
      slope: (1 - y) * yes - y * no,
      slopeThroughQ: slopeInQ * q * (1 - q),
    };
  }
  Course.widgetMath["stable-bce"] = { compute: compute };

  function agrees(x, truth) {
    return Math.abs(x - truth) <= 1e-9 * Math.abs(truth);
  }

  /* The shortest text that stands for this number and no other. */
  function exact(x) {
    if (isNaN(x)) return "nan";
    if (!isFinite(x)) return x > 0 ? "inf" : "−inf";
    return String(x === 0 ? 0 : x).replace(/-/g, "−").replace("e+", "e");
  }

  Course.widget("stable-bce", function (stage, state) {
    var z = state.numbers("z", [40])[0];
    var y = state.get("y") === "1" ? 1 : 0;
    var span = state.get("window");
    if (!(z >= -1000 && z <= 1000)) z = 40;
    if (["1000", "60", "6"].indexOf(span) < 0) span = "60";
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ z: z, y: y, window: span });
    });
    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = EXAMPLES.map(function (value, i) {
      return [String(i), "z = " + exact(value)];
    });
    var example = kit.select(fields, TEXT.example, [["-1", TEXT.own]].concat(names), "-1", function (i) {
      if (i >= 0) change(EXAMPLES[i]);
    });
    var targets = kit.select(fields, TEXT.target, TEXT.targets, String(y), function (text) {
      y = Number(text);
      change(z);
    });
    var windows = kit.select(fields, TEXT.window, TEXT.windows, span, function (text) {
      span = text;
      change(z);
    });
    var setZ = kit.entry(stage, TEXT.z, { value: z, min: -1000, max: 1000, step: 1 }, change);
    var cells = kit.cells(stage, TEXT.caption, TEXT.head, TEXT.rows);
    var says = kit.add(stage, "p", { class: "kit-result", "aria-live": "polite" });
    var charts = kit.add(stage, "div", { class: "kit-columns" });
    var loss = chart(TEXT.loss);
    var slope = chart(TEXT.slope);

    function chart(words) {
      var place = kit.add(charts, "div");
      kit.add(place, "p", { class: "kit-head" }, words);
      return kit.chart(place, 220, words);
    }

    function change(next) {
      z = next;
      update();
      save();
    }

    function draw(now) {
      var end = Number(span);
      var all = [];
      for (var i = 0; i <= POINTS; i++) {
        var x = -end + (2 * end * i) / POINTS;
        all.push([x, compute({ z: x, y: y })]);
      }
      function points(name) {
        return all.map(function (pair) {
          return [pair[0], pair[1][name]];
        });
      }
      function mark(name, kind) {
        return { class: kind, x: z, y: now[name] };
      }
      var here = { class: "", x: z };
      var high = end < 100 ? 1.1 * Math.max(end, end > 40 ? 100 : 0) : 1.05 * end;
      loss({
        x: [-end, end],
        y: [0, high],
        xName: TEXT.z,
        yName: TEXT.lossAxis,
        curves: [
          { class: "kit-b kit-wide", points: points("naive") },
          { class: "", points: points("stable") },
          { class: "kit-c", points: points("clamped") },
        ],
        marks: [here, mark("clamped", "kit-c"), mark("naive", "kit-b"), mark("stable", "")],
      });
      slope({
        x: [-end, end],
        y: y ? [-1.1, 0.1] : [-0.1, 1.1],
        xName: TEXT.z,
        yName: TEXT.slopeAxis,
        curves: [
          { class: "", points: points("slope") },
          { class: "kit-c", points: points("slopeThroughQ") },
        ],
        marks: [here, mark("slopeThroughQ", "kit-c"), mark("slope", "")],
      });
    }

    function update() {
      var now = compute({ z: z, y: y });
      setZ(z);
      targets.value = String(y);
      windows.value = span;
      example.value = String(EXAMPLES.indexOf(z));
      var keys = ["stable", "softplus", "naive", "literal", "clamped", "slope", "slopeThroughQ", "q"];
      keys.forEach(function (key, i) {
        cells[i][0].textContent = exact(now[key]);
      });
      var wrong = keys.filter(function (key, i) {
        var truth = i < 5 ? now.stable : now.slope;
        var fine = key === "q" ? now.q > 0 && now.q < 1 : agrees(now[key], truth);
        cells[i][1].textContent = fine ? TEXT.yes : TEXT.no;
        cells[i][1].className = fine ? "" : "kit-off";
        return !fine && i < 5;
      });
      var text = wrong.length ? TEXT.wrong(wrong.length) : TEXT.agree;
      if (Math.abs(now.slope) > 0.5 && Math.abs(now.slopeThroughQ) < 1e-9) text += TEXT.deadSlope;
      says.textContent = text;
      draw(now);
    }
    update();
  });
})();

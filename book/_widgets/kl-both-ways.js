/* Two distributions to drag, their cross-entropy, and both divergences term by term. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("kl-both-ways", {
    label: "Divergence between two distributions, to be changed",
    picture: "Histograms of p and of q, and the signed terms of both divergences for each outcome.",
    start: "Start from",
    count: "Outcomes",
    unit: "Unit",
    own: "your own",
    units: { nats: "nats", bits: "bits" },
    p: "p, the truth",
    q: "q, the belief",
    share: " of ",
    weather: ["sun", "cloud", "rain", "fog", "snow", "wind"],
    terms: "terms, ",
    colon: ":",
    forward: "p log(p/q)",
    reverse: "q log(q/p)",
    outcome: "outcome",
    caption: "Both distributions and the terms of both divergences",
    total: "sum",
    heads: ["p", "q", "p log(p/q)", "q log(q/p)"],
    same: "H(p) = {Hp}, H(q) = {Hq} {unit}",
    there: "H(p, q) = {Hpq} = H(p) + KL(p‖q) = {Hp} + {pq} {unit}",
    back: "H(q, p) = {Hqp} = H(q) + KL(q‖p) = {Hq} + {qp} {unit}",
  });
  var PRESETS = [
    ["coast and inland", [0.125, 0.5, 0.25, 0.125], [0.5, 0.25, 0.125, 0.125]],
    ["mirror images", [0.3, 0.7], [0.7, 0.3]],
    ["nearly certain", [0.5, 0.5], [0.99, 0.01]],
    ["q forgets an outcome", [0.5, 0.5, 0], [1, 0, 0]],
    ["q wastes belief", [1, 0, 0], [0.5, 0.5, 0]],
    ["equal", [0.5, 0.25, 0.25], [0.5, 0.25, 0.25]],
  ];
  Course.rename(PRESETS, TEXT.presets);
  var UNITS = { nats: 1, bits: Math.LN2 };
  var PANEL = 130; /* height of one histogram */
  var HEIGHT = 3 * PANEL + 100;

  function sum(list) {
    return list.reduce(function (a, b) {
      return a + b;
    }, 0);
  }

  function normalized(weights) {
    var total = sum(weights);
    return weights.map(function (x) {
      return x / total;
    });
  }

  /* The terms p_i · log(p_i / q_i), with 0 · log(0/q) = 0 and p · log(p/0) = ∞. */
  function divergenceTerms(p, q) {
    return p.map(function (x, i) {
      return x > 0 ? x * Math.log(x / q[i]) : 0;
    });
  }

  function crossTerms(p, q) {
    return p.map(function (x, i) {
      return x > 0 ? x * (0 - Math.log(q[i])) : 0;
    });
  }

  /* state.p and state.q: numbers in proportion to the probabilities. All results are in nats. */
  function compute(state) {
    var p = normalized(state.p);
    var q = normalized(state.q);
    var forward = divergenceTerms(p, q);
    var reverse = divergenceTerms(q, p);
    return {
      p: p,
      q: q,
      forward: forward,
      reverse: reverse,
      klForward: sum(forward),
      klReverse: sum(reverse),
      entropyP: sum(crossTerms(p, p)),
      entropyQ: sum(crossTerms(q, q)),
      crossPQ: sum(crossTerms(p, q)),
      crossQP: sum(crossTerms(q, p)),
    };
  }
  Course.widgetMath["kl-both-ways"] = { compute: compute };

  function usable(p, q) {
    var fine =
      p.length >= 2 &&
      p.length <= 6 &&
      p.length === q.length &&
      p.concat(q).every(function (x) {
        return x >= 0;
      });
    fine = fine && sum(p) > 0 && sum(q) > 0;
    return fine ? [normalized(p), normalized(q)] : [PRESETS[0][1], PRESETS[0][2]];
  }

  /* A new outcome gets its fair share; a lost one leaves its share to the others. */
  function resized(p, n) {
    if (n <= p.length) {
      var fewer = p.slice(0, n);
      return normalized(sum(fewer) > 0 ? fewer : new Array(n).fill(1));
    }
    var scaled = p.map(function (x) {
      return (x * p.length) / n;
    });
    return scaled.concat(new Array(n - p.length).fill(1 / n));
  }

  Course.widget("kl-both-ways", function (stage, state) {
    var both = usable(state.numbers("p", PRESETS[0][1]), state.numbers("q", PRESETS[0][2]));
    var unit = state.get("unit") === "nats" ? "nats" : "bits";
    var sliders = [[], []];
    var frame = { left: 50, width: 0 };
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ p: both[0], q: both[1], unit: unit });
    });

    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = [["", TEXT.own]].concat(
      PRESETS.map(function (preset, i) {
        return [String(i), preset[0]];
      }),
    );
    var start = kit.select(fields, TEXT.start, names, "", function (i) {
      if (i !== "") change([PRESETS[i][1], PRESETS[i][2]]);
    });
    var counts = [2, 3, 4, 5, 6].map(function (n) {
      return [String(n), String(n)];
    });
    var count = kit.select(fields, TEXT.count, counts, String(both[0].length), function (n) {
      change([resized(both[0], Number(n)), resized(both[1], Number(n))]);
    });
    var units = Object.keys(UNITS).map(function (name) {
      return [name, TEXT.units[name]];
    });
    kit.select(fields, TEXT.unit, units, unit, function (name) {
      unit = name;
      change(both);
    });

    var redraw = kit.picture(stage, HEIGHT, TEXT.picture, draw);
    kit.drag(redraw.svg, function (handle, x, y) {
      var which = Number(handle.charAt(0));
      var value = 1 - (y - top(which)) / (PANEL - 30);
      setOne(which, Number(handle.slice(1)), Math.min(1, Math.max(0, Math.round(value * 1000) / 1000)));
    });
    var places = kit.add(stage, "div", { class: "kit-fields kit-pairs" });
    var body = kit.table(stage, TEXT.caption, [TEXT.outcome].concat(TEXT.heads));
    body.parentNode.classList.add("kit-tight");
    var lines = kit.add(stage, "div", { "aria-live": "polite" });
    var results = ["same", "there", "back"].map(function () {
      return kit.add(lines, "p", { class: "kit-words" });
    });

    function top(which) {
      return 20 + which * PANEL;
    }

    function setOne(which, k, value) {
      var next = both.slice();
      next[which] = kit.setShare(both[which], k, value);
      change(next);
    }

    function makeSliders() {
      places.textContent = "";
      sliders = [TEXT.p, TEXT.q].map(function (title, which) {
        var place = kit.add(places, "fieldset");
        kit.add(place, "legend", {}, title);
        return both[which].map(function (x, k) {
          var label = "pq".charAt(which) + TEXT.share + TEXT.weather[k];
          return kit.slider(place, label, [0, 1, 0.001], show, function (value) {
            setOne(which, k, value);
          });
        });
      });
    }

    function show(x) {
      return kit.number(x, 3);
    }

    function change(next) {
      both = next;
      count.value = String(both[0].length);
      update();
      save();
    }

    function update() {
      var now = compute({ p: both[0], q: both[1] });
      function told(nats) {
        return kit.number(nats / UNITS[unit]);
      }
      if (sliders[0].length !== now.p.length) makeSliders();
      var known = PRESETS.findIndex(function (preset) {
        return String(preset.slice(1)) === String(both);
      });
      start.value = known < 0 ? "" : String(known);
      body.textContent = "";
      now.p.forEach(function (x, k) {
        sliders[0][k](both[0][k]);
        sliders[1][k](both[1][k]);
        kit.row(body, TEXT.weather[k], [show(x), show(now.q[k]), told(now.forward[k]), told(now.reverse[k])]);
      });
      kit.row(body, TEXT.total, ["1.000", "1.000", told(now.klForward), told(now.klReverse)]);
      body.lastChild.className = "kit-total";
      var words = {
        unit: TEXT.units[unit],
        Hp: told(now.entropyP),
        Hq: told(now.entropyQ),
        Hpq: told(now.crossPQ),
        Hqp: told(now.crossQP),
        pq: told(now.klForward),
        qp: told(now.klReverse),
      };
      ["same", "there", "back"].forEach(function (line, i) {
        results[i].textContent = Course.fill(TEXT[line], words);
      });
      redraw();
    }

    function draw(svg, width) {
      var now = compute({ p: both[0], q: both[1] });
      var many = now.p.length;
      frame.width = width - frame.left - 10;
      var column = frame.width / many;
      function center(k) {
        return frame.left + (k + 0.5) * column;
      }
      function text(x, y, words, anchor) {
        kit.add(svg, "text", { x: x, y: y, "text-anchor": anchor || "middle" }, words);
      }
      function level(y, kind) {
        kit.add(svg, "line", { x1: frame.left, x2: width - 10, y1: y, y2: y, class: kind });
      }
      [now.p, now.q].forEach(function (list, which) {
        var high = PANEL - 30;
        var floor = top(which) + high;
        [0.5, 1].forEach(function (value) {
          level(floor - value * high, "kit-grid");
          text(frame.left - 6, floor - value * high + 4, String(value), "end");
        });
        text(frame.left - 6, floor + 4, "0", "end");
        text(8, floor - high + 4, "pq".charAt(which), "start");
        var thick = Math.min(60, column * 0.6);
        list.forEach(function (x, k) {
          var y = floor - x * high;
          var bar = { x: center(k) - thick / 2, y: y, width: thick, height: x * high };
          bar.class = (which ? "kit-b" : "kit-a") + " kit-edge";
          kit.add(svg, "rect", bar);
          text(center(k), Math.max(y - 9, 11), show(x));
          var grip = { x: center(k) - 11, y: y - 4, width: 22, height: 8, rx: 3, class: "kit-grip" };
          kit.add(svg, "rect", grip);
          var handle = { x: center(k) - column / 2, y: y - 18, width: column, height: 36 };
          handle.class = "kit-handle kit-upright";
          handle["data-handle"] = String(which) + k;
          kit.add(svg, "rect", handle);
        });
        level(floor, "kit-axis");
      });
      drawTerms(svg, now, center, column, text, level);
    }

    function drawTerms(svg, now, center, column, text, level) {
      var one = UNITS[unit];
      var finite = now.forward.concat(now.reverse).filter(isFinite);
      var reach = Math.max.apply(null, finite.map(Math.abs)) / one;
      var scale = [0.25, 0.5, 1, 2, 4].filter(function (step) {
        return step >= reach;
      })[0] || Math.ceil(reach);
      var upper = top(2) + 30;
      var half = (HEIGHT - upper - 34) / 2;
      var zero = upper + half;
      text(8, upper - 18, TEXT.terms + TEXT.units[unit] + TEXT.colon, "start");
      [TEXT.forward, TEXT.reverse].forEach(function (name, which) {
        var x = 88 + which * 92;
        kit.add(svg, "rect", { x: x, y: upper - 28, width: 11, height: 11, class: (which ? "kit-b" : "kit-a") + " kit-edge" });
        text(x + 15, upper - 18, name, "start");
      });
      [-1, 1].forEach(function (sign) {
        level(zero - sign * half, "kit-grid");
        text(frame.left - 6, zero - sign * half + 4, kit.number(sign * scale, scale < 1 ? 2 : 0), "end");
      });
      text(frame.left - 6, zero + 4, "0", "end");
      var thick = Math.min(30, column * 0.3);
      [now.forward, now.reverse].forEach(function (list, which) {
        list.forEach(function (nats, k) {
          var part = Math.min(nats / one / scale, 1);
          var box = { x: center(k) + (which - 1) * thick, width: thick, height: Math.abs(part) * half };
          box.y = part > 0 ? zero - box.height : zero;
          box.class = (which ? "kit-b" : "kit-a") + " kit-edge";
          kit.add(svg, "rect", box);
          if (!isFinite(nats)) text(box.x + thick / 2, zero - half - 4, "∞");
        });
      });
      level(zero, "kit-axis");
      now.p.forEach(function (x, k) {
        text(center(k), HEIGHT - 16, TEXT.weather[k]);
      });
    }
    update();
  });
})();

/* Entropy as an area: bars as wide as the probabilities and as high as the information. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("entropy-areas", {
    label: "Entropy of a distribution, to be changed",
    picture: "Bars as wide as the probability and as high as the information of each outcome.",
    start: "Start from",
    count: "Outcomes",
    unit: "Unit",
    own: "your own",
    units: { nats: "nats", bits: "bits" },
    outcome: "outcome",
    share: "p of ",
    coin: ["heads", "tails"],
    weather: ["sun", "cloud", "rain", "fog", "snow"],
    die: ["1", "2", "3", "4", "5", "6"],
    x: "probability",
    y: "information, ",
    mean: "entropy: the mean height",
    heads: ["p", "−log p", "area"],
    caption: "Probability, information and area of each outcome",
    total: "sum",
    result: function (H, bits, many, most) {
      return "Entropy " + H + " nats = " + bits + " bits: as uncertain as a fair choice among " + many + " outcomes, where at most " + most + " are possible.";
    },
  });
  var PRESETS = [
    ["second station", [0.5, 0.25, 0.125, 0.125]],
    ["first station", [0.25, 0.25, 0.25, 0.25]],
    ["desert", [0.91, 0.03, 0.03, 0.03]],
    ["fair coin", [0.5, 0.5]],
    ["bent coin", [0.9, 0.1]],
    ["fair die", [1, 1, 1, 1, 1, 1]],
    ["certain", [1, 0, 0]],
  ];
  Course.rename(PRESETS, TEXT.presets);
  var UNITS = { nats: 1, bits: Math.LN2 };
  var HEIGHT = 330;
  var TOP = 5; /* of the picture, in nats */

  /* state.p: numbers in proportion to the probabilities. All results are in nats but bits. */
  function compute(state) {
    var sum = state.p.reduce(function (a, b) {
      return a + b;
    }, 0);
    var p = state.p.map(function (x) {
      return x / sum;
    });
    var information = p.map(function (x) {
      return 0 - Math.log(x);
    });
    var areas = p.map(function (x, k) {
      return x > 0 ? x * information[k] : 0; /* 0 · log 0 = 0 */
    });
    var H = areas.reduce(function (a, b) {
      return a + b;
    }, 0);
    return {
      p: p,
      information: information,
      areas: areas,
      entropy: H,
      bits: H / Math.LN2,
      perplexity: Math.exp(H),
    };
  }
  Course.widgetMath["entropy-areas"] = { compute: compute };

  /* What the outcomes are called: two are a coin's, six a die's, others are the weather. */
  function nameOf(k, many) {
    return (many === 2 ? TEXT.coin : many === 6 ? TEXT.die : TEXT.weather)[k];
  }

  function usable(p) {
    var fine = p.length >= 2 && p.length <= 6 && p.every(function (x) {
      return x >= 0;
    });
    return fine && Math.max.apply(null, p) > 0 ? compute({ p: p }).p : PRESETS[0][1];
  }

  Course.widget("entropy-areas", function (stage, state) {
    var p = usable(state.numbers("p", PRESETS[0][1]));
    var unit = state.get("unit") === "nats" ? "nats" : "bits";
    var sliders = [];
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ p: p, unit: unit });
    });

    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = [["", TEXT.own]].concat(
      PRESETS.map(function (preset, i) {
        return [String(i), preset[0]];
      }),
    );
    var start = kit.select(fields, TEXT.start, names, "", function (i) {
      if (i !== "") change(compute({ p: PRESETS[i][1] }).p);
    });
    var counts = [2, 3, 4, 5, 6].map(function (n) {
      return [String(n), String(n)];
    });
    var count = kit.select(fields, TEXT.count, counts, String(p.length), function (text) {
      var n = Number(text);
      var fewer = p.slice(0, n);
      var more = p.length < n ? new Array(n - p.length).fill(1 / n) : [];
      var rest = p.length < n ? p.length / n : 1; /* a new outcome gets its fair share */
      change(
        usable(
          fewer
            .map(function (x) {
              return x * rest;
            })
            .concat(more),
        ),
      );
    });
    var units = Object.keys(UNITS).map(function (name) {
      return [name, TEXT.units[name]];
    });
    kit.select(fields, TEXT.unit, units, unit, function (name) {
      unit = name;
      change(p);
    });

    var redraw = kit.picture(stage, HEIGHT, TEXT.picture, draw);
    kit.drag(redraw.svg, function (handle, x) {
      var k = Number(handle);
      var before = p.slice(0, k).reduce(function (a, b) {
        return a + b;
      }, 0);
      var both = p[k] + p[k + 1];
      var share = (x - frame.left) / frame.width - before;
      share = Math.min(both, Math.max(0, Math.round(share * 1000) / 1000));
      var next = p.slice();
      next[k] = share;
      next[k + 1] = Math.max(0, Math.round((both - share) * 1e6) / 1e6);
      change(next);
    });
    var places = kit.add(stage, "div", { class: "kit-fields kit-pairs" });
    var body = kit.table(stage, TEXT.caption, [TEXT.outcome].concat(TEXT.heads));
    var result = kit.add(stage, "p", { class: "kit-words", "aria-live": "polite" });
    var frame = { left: 44, width: 0 };

    function makeSliders() {
      places.textContent = "";
      sliders = p.map(function (x, k) {
        var place = kit.add(places, "fieldset");
        return kit.slider(place, TEXT.share + nameOf(k, p.length), [0, 1, 0.001], show, function (value) {
          change(kit.setShare(p, k, value));
        });
      });
    }

    function show(x) {
      return kit.number(x, 3);
    }

    function change(next) {
      p = next;
      count.value = String(p.length);
      update();
      save();
    }

    function update() {
      if (sliders.length !== p.length) makeSliders();
      var known = PRESETS.findIndex(function (preset) {
        return String(compute({ p: preset[1] }).p) === String(p);
      });
      start.value = known < 0 ? "" : String(known);
      var now = compute({ p: p });
      var one = UNITS[unit];
      body.textContent = "";
      p.forEach(function (x, k) {
        sliders[k](x);
        kit.row(body, nameOf(k, p.length), [
          kit.number(now.p[k]),
          kit.number(now.information[k] / one),
          kit.number(now.areas[k] / one),
        ]);
      });
      kit.row(body, TEXT.total, ["1.0000", "", kit.number(now.entropy / one)]);
      body.lastChild.className = "kit-total";
      result.textContent = TEXT.result(
        kit.number(now.entropy),
        kit.number(now.bits),
        kit.number(now.perplexity, 3),
        String(p.length),
      );
      redraw();
    }

    function draw(svg, width) {
      var now = compute({ p: p });
      var bottom = HEIGHT - 50;
      var high = bottom - 30;
      frame.width = width - frame.left - 12;
      function right(share) {
        return frame.left + share * frame.width;
      }
      function up(nats) {
        return bottom - (Math.min(nats, TOP) / TOP) * high;
      }
      for (var tick = 0; tick * UNITS[unit] <= TOP; tick++) {
        var y = up(tick * UNITS[unit]);
        kit.add(svg, "line", { x1: frame.left, x2: right(1), y1: y, y2: y, class: "kit-grid" });
        kit.add(svg, "text", { x: frame.left - 6, y: y + 4, "text-anchor": "end" }, String(tick));
      }
      [0, 0.5, 1].forEach(function (share) {
        var place = { x: right(share), y: bottom + 17, "text-anchor": "middle" };
        kit.add(svg, "text", place, String(share));
      });
      kit.add(svg, "text", { x: right(0.5), y: HEIGHT - 16, "text-anchor": "middle" }, TEXT.x);
      var side = { x: -(bottom - high / 2), y: 13, transform: "rotate(-90)", "text-anchor": "middle" };
      kit.add(svg, "text", side, TEXT.y + TEXT.units[unit]);
      var sum = 0;
      now.p.forEach(function (x, k) {
        var box = { x: right(sum), y: up(now.information[k]), width: x * frame.width };
        box.height = bottom - box.y;
        box.class = "kit-a kit-edge";
        if (x > 0) kit.add(svg, "rect", box);
        if (box.width > 44) {
          var place = { x: box.x + box.width / 2, y: box.y - 5, "text-anchor": "middle" };
          kit.add(svg, "text", place, kit.number(now.areas[k] / UNITS[unit], 2));
          place.y = bottom - 8;
          if (box.height > 26) kit.add(svg, "text", place, nameOf(k, p.length));
        }
        sum += x;
      });
      var mean = up(now.entropy);
      kit.add(svg, "line", { x1: right(0), x2: right(1), y1: mean, y2: mean, class: "kit-mark", "stroke-dasharray": "6 4" });
      kit.add(svg, "text", { x: right(1) - 4, y: 14, "text-anchor": "end" }, "- - " + TEXT.mean);
      kit.add(svg, "line", { x1: right(0), x2: right(1), y1: bottom, y2: bottom, class: "kit-axis" });
      sum = 0;
      now.p.slice(0, -1).forEach(function (x, k) {
        sum += x;
        var grip = { x: right(sum) - 4, y: bottom - 22, width: 8, height: 22, rx: 3 };
        grip.class = "kit-grip";
        kit.add(svg, "rect", grip);
        var handle = { x: right(sum) - 12, y: 0, width: 24, height: bottom };
        handle.class = "kit-handle kit-across";
        handle["data-handle"] = k;
        kit.add(svg, "rect", handle);
      });
    }
    update();
  });
})();

/* Two bell curves to drag, and their divergence as an area: that of p · ln(p/q). */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("kl-overlap", {
    label: "Two bell curves and their divergence as an area",
    picture: "The densities p and q above; below, the curve of p times the logarithm of p over q, with its areas.",
    fields: ["mean of p, the truth", "width of p", "mean of q, the belief", "width of q"],
    density: "density",
    term: "p ln(p/q)",
    start: "Start from",
    own: "your own",
    result: function (forward, above, below, reverse, overlap) {
      return "KL(p‖q) = " + forward + " nats: area above the axis " + above + ", below " + below +
        ". The other way, KL(q‖p) = " + reverse + ". The curves share an area of " + overlap + ".";
    },
  });
  var PRESETS = [
    ["moved by one and a half", [0, 1, 1.5, 1]],
    ["far apart", [-2, 1, 2, 1]],
    ["belief too wide", [0, 0.8, 0, 1.6]],
    ["belief too narrow", [0, 1.6, 0, 0.8]],
    ["equal", [0, 1, 0, 1]],
  ];
  Course.rename(PRESETS, TEXT.presets);
  var RANGES = [[-3, 3, 0.05], [0.4, 2, 0.05], [-3, 3, 0.05], [0.4, 2, 0.05]];
  var SIDE = 7; /* the pictures go from −SIDE to SIDE */
  var UPPER = 150, LOWER = 140, GAP = 26;
  var HEIGHT = UPPER + GAP + LOWER + 22;

  function logDensity(x, mean, width) {
    var z = (x - mean) / width;
    return -(z * z) / 2 - Math.log(width) - Math.log(2 * Math.PI) / 2;
  }

  function divergence(m1, s1, m2, s2) {
    return Math.log(s2 / s1) - 0.5 + (s1 * s1 + (m1 - m2) * (m1 - m2)) / (2 * s2 * s2);
  }

  /* state.at: mean and width of p, mean and width of q. The areas are added up in thin strips. */
  function compute(state) {
    var at = state.at;
    var above = 0, below = 0, overlap = 0, strip = 0.002;
    for (var i = -10000; i < 10000; i++) {
      var x = (i + 0.5) * strip;
      var p = logDensity(x, at[0], at[1]), q = logDensity(x, at[2], at[3]);
      var term = Math.exp(p) * (p - q) * strip;
      if (term > 0) above += term;
      else below -= term;
      overlap += Math.exp(Math.min(p, q)) * strip;
    }
    return {
      forward: divergence(at[0], at[1], at[2], at[3]),
      reverse: divergence(at[2], at[3], at[0], at[1]),
      above: above,
      below: below,
      overlap: overlap,
    };
  }
  Course.widgetMath["kl-overlap"] = { compute: compute };

  function usable(list) {
    var fine = list.length === 4 && list.every(function (x, i) {
      return x >= RANGES[i][0] && x <= RANGES[i][1];
    });
    return fine ? list.slice() : PRESETS[0][1].slice();
  }

  Course.widget("kl-overlap", function (stage, state) {
    var at = usable(state.numbers("at", PRESETS[0][1]));
    var frame = { left: 46, width: 0 };
    stage.setAttribute("aria-label", TEXT.label);
    var save = kit.later(function () {
      state.set({ at: at });
    });

    var redraw = kit.picture(stage, HEIGHT, TEXT.picture, draw);
    kit.drag(redraw.svg, function (handle, x) {
      set(Number(handle), ((x - frame.left) / frame.width - 0.5) * 2 * SIDE);
    });
    var says = kit.add(stage, "p", { class: "kit-words kit-overlap-words", "aria-live": "polite" });
    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = [["", TEXT.own]].concat(
      PRESETS.map(function (preset, i) {
        return [String(i), preset[0]];
      }),
    );
    var start = kit.select(fields, TEXT.start, names, "", function (i) {
      if (i !== "") change(PRESETS[i][1].slice());
    });
    var sliders = TEXT.fields.map(function (label, i) {
      return kit.slider(fields, label, RANGES[i], show, function (value) {
        set(i, value);
      });
    });

    function show(x) {
      return kit.number(x, 2);
    }
    function set(i, value) {
      var next = at.slice();
      next[i] = Math.min(RANGES[i][1], Math.max(RANGES[i][0], Math.round(value * 20) / 20));
      change(next);
    }
    function change(next) {
      at = next;
      update();
      save();
    }
    function update() {
      var now = compute({ at: at });
      at.forEach(function (value, i) {
        sliders[i](value);
      });
      var known = PRESETS.findIndex(function (preset) {
        return String(preset[1]) === String(at);
      });
      start.value = known < 0 ? "" : String(known);
      says.textContent = TEXT.result.apply(
        null,
        [now.forward, now.above, now.below, now.reverse, now.overlap].map(function (x) {
          return kit.number(x);
        }),
      );
      redraw();
    }

    function draw(svg, width) {
      frame.width = width - frame.left - 12;
      function atX(x) {
        return frame.left + ((x + SIDE) / (2 * SIDE)) * frame.width;
      }
      function text(x, y, words, anchor) {
        kit.add(svg, "text", { x: x, y: y, "text-anchor": anchor || "middle" }, words);
      }
      function level(y, kind) {
        kit.add(svg, "line", { x1: frame.left, x2: frame.left + frame.width, y1: y, y2: y, class: kind });
      }
      /* The outline of f between the axis and the curve, closed. */
      function area(f, zero, kind) {
        var path = "M" + frame.left + " " + zero;
        for (var i = 0; i <= 280; i++) {
          var x = -SIDE + (i / 280) * 2 * SIDE;
          path += "L" + atX(x).toFixed(1) + " " + f(x).toFixed(1);
        }
        kit.add(svg, "path", { d: path + "V" + zero + "z", class: kind });
      }
      var floor = UPPER;
      var high = UPPER - 26;
      [0.5, 1].forEach(function (value) {
        level(floor - value * high, "kit-grid");
        text(frame.left - 6, floor - value * high + 4, String(value), "end");
      });
      text(frame.left - 6, floor + 4, "0", "end");
      text(frame.left + 4, 14, TEXT.density, "start");
      [0, 2].forEach(function (i) {
        area(function (x) {
          return floor - Math.exp(logDensity(x, at[i], at[i + 1])) * high;
        }, floor, (i ? "kit-b" : "kit-a") + " kit-edge");
      });
      level(floor, "kit-axis");
      [0, 2].forEach(function (i) {
        var peak = floor - Math.exp(logDensity(0, 0, at[i + 1])) * high;
        var x = atX(at[i]);
        text(x + (at[i] < at[2 - i] || (i === 0 && at[0] === at[2]) ? -16 : 16), Math.max(peak + 2, 24), i ? "q" : "p");
        kit.add(svg, "rect", { x: x - 4, y: peak - 11, width: 8, height: 22, rx: 3, class: "kit-grip" });
        var handle = { x: x - 26, y: 0, width: 52, height: floor, "data-handle": String(i) };
        handle.class = "kit-handle kit-across";
        kit.add(svg, "rect", handle);
      });

      function term(x) {
        var p = logDensity(x, at[0], at[1]);
        return Math.exp(p) * (p - logDensity(x, at[2], at[3]));
      }
      var reach = 0;
      for (var i = -140; i <= 140; i++) reach = Math.max(reach, Math.abs(term((i / 140) * SIDE)));
      var scale = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200].filter(function (step) {
        return step >= reach;
      })[0];
      var top = UPPER + GAP;
      var zero = top + LOWER * 0.68;
      var unit = (LOWER * 0.68) / scale;
      text(frame.left + 4, top + 17, TEXT.term, "start");
      level(zero - scale * unit, "kit-grid");
      text(frame.left - 6, zero - scale * unit + 4, String(scale), "end");
      text(frame.left - 6, zero + 4, "0", "end");
      [1, -1].forEach(function (sign) {
        area(function (x) {
          var value = term(x) * sign > 0 ? term(x) : 0;
          return zero - Math.max(value, -scale * 0.45) * unit;
        }, zero, (sign > 0 ? "kit-a" : "kit-b") + " kit-edge");
      });
      level(zero, "kit-axis");
      [-6, -3, 0, 3, 6].forEach(function (x) {
        text(atX(x), HEIGHT - 4, kit.number(x, 0));
      });
    }
    update();
  });
})();

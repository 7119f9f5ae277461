/* Five prices, one of which moves: the constant that each loss fits, and the pull of each price. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("outlier-losses", {
    label: "Constants fitted to five prices, one of which moves",
    picture: "For each loss: the prices, the fitted constant, and the pull of each price on it.",
    price: "Fifth price",
    delta: "Huber’s δ",
    start: "Start from",
    own: "your own",
    losses: ["squared", "absolute", "Huber"],
    lanes: ["squared: mean ", "absolute: median ", "Huber: constant "],
    x: "price, thousands of dollars",
    caption: "Fitted constants; the residual of the moving price, the slope of the loss there, and the rate at which the constant follows the price",
    heads: ["loss", "c", "c − y₅", "slope", "dc/dy₅"],
    slopes: "The slopes ℓ′(c − y) at each price. They add up to 0; for the absolute loss, this may take a subgradient other than 0 at a price that equals c.",
    slopesCaption: "The slope of each loss at each price",
    moving: "y₅",
    result: function (mean, median, huber) {
      return "Mean " + mean + ", median " + median + ", Huber’s constant " + huber + ".";
    },
    outside: " The fifth price is beyond the right edge.",
  });
  var PRESETS = [
    ["as sold", 380, 50],
    ["one zero too many", 3800, 50],
    ["on the seam of Huber", 385, 50],
    ["a very cheap house", 210, 50],
    ["almost the median", 1000, 1],
    ["almost the mean", 1000, 1000],
  ];
  Course.rename(PRESETS, TEXT.presets);
  var OTHERS = [290, 320, 330, 350];
  var LOW = 200;
  var HIGH = 1100; /* ends of the axis and of the slider */
  var LANE = 104;
  var HEIGHT = 3 * LANE + 56;

  function sum(list) {
    return list.reduce(function (a, b) {
      return a + b;
    }, 0);
  }

  function clip(r, delta) {
    return Math.min(delta, Math.max(-delta, r));
  }

  function median(y) {
    var sorted = y.slice().sort(function (a, b) {
      return a - b;
    });
    var n = sorted.length;
    return (sorted[Math.floor((n - 1) / 2)] + sorted[Math.floor(n / 2)]) / 2;
  }

  /* The middle of the constants that balance the clipped residuals. The balance is a line between
     neighboring seams, so its zero is found exactly. */
  function huberConstant(y, delta) {
    function balance(c) {
      return sum(
        y.map(function (value) {
          return clip(c - value, delta);
        }),
      );
    }
    var seams = [];
    y.forEach(function (value) {
      seams.push(value - delta, value + delta);
    });
    seams.sort(function (a, b) {
      return a - b;
    });
    var tiny = 1e-12 * sum(seams.map(Math.abs));
    var low = NaN;
    var high = NaN;
    for (var i = 0; i + 1 < seams.length; i++) {
      var a = balance(seams[i]);
      var b = balance(seams[i + 1]);
      if (a < -tiny && b > tiny) return seams[i] - (a * (seams[i + 1] - seams[i])) / (b - a);
      if (Math.abs(a) <= tiny) low = isNaN(low) ? seams[i] : low;
      if (Math.abs(b) <= tiny) high = seams[i + 1];
    }
    return ((isNaN(low) ? high : low) + high) / 2;
  }

  /* The rate at which the constant follows the last price; nan where it has none. */
  function medianRate(y) {
    var last = y[y.length - 1];
    var below = 0;
    var above = 0;
    y.slice(0, -1).forEach(function (value) {
      below += value < last;
      above += value > last;
    });
    if (below + above < y.length - 1) return NaN;
    var apart = Math.abs(below - above);
    return apart === 0 ? 1 : y.length % 2 === 0 && apart === 1 ? 0.5 : 0;
  }

  function huberRate(residuals, delta) {
    var tiny = 1e-9 * delta;
    var seam = residuals.some(function (r) {
      return Math.abs(Math.abs(r) - delta) <= tiny;
    });
    if (seam) return NaN;
    var inside = residuals.filter(function (r) {
      return Math.abs(r) < delta;
    }).length;
    if (!inside) return NaN; /* a whole interval of constants fits equally well */
    return Math.abs(residuals[residuals.length - 1]) < delta ? 1 / inside : 0;
  }

  /* state.y: the data, the moving one last; state.delta: Huber's threshold.
     For squared, absolute and Huber in this order: the best constant, its mean loss, the slopes
     of the pointwise loss at the residuals c − y, and the rate dc/dy of the last datum. */
  function compute(state) {
    var y = state.y;
    var delta = state.delta;
    var rules = [
      [sum(y) / y.length, function (r) { return r * r; }, function (r) { return 2 * r; }],
      [median(y), Math.abs, Math.sign],
      [
        huberConstant(y, delta),
        function (r) { return clip(r, delta) * (r - clip(r, delta) / 2); },
        function (r) { return clip(r, delta); },
      ],
    ];
    return rules.map(function (rule, i) {
      var residuals = y.map(function (value) {
        return rule[0] - value;
      });
      return {
        constant: rule[0],
        loss: sum(residuals.map(rule[1])) / y.length,
        residuals: residuals,
        slopes: residuals.map(rule[2]),
        rate: [1 / y.length, medianRate(y), huberRate(residuals, delta)][i],
      };
    });
  }
  Course.widgetMath["outlier-losses"] = { compute: compute };

  function place(stage, state) {
    var y = state.numbers("y", OTHERS);
    if (y.length < 2 || y.length > 6) y = OTHERS;
    var last = state.numbers("x", [380])[0];
    var delta = Math.max(1, state.numbers("delta", [50])[0]);
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ y: y, x: last, delta: delta });
    });

    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = [["", TEXT.own]].concat(
      PRESETS.map(function (preset, i) {
        return [String(i), preset[0]];
      }),
    );
    var start = kit.select(fields, TEXT.start, names, "", function (i) {
      if (i !== "") change(PRESETS[i][1], PRESETS[i][2]);
    });
    var sliders = kit.add(stage, "div", { class: "kit-fields" });
    var range = { value: last, min: LOW, max: HIGH, step: 1, least: 0, most: 1e6 };
    var setPrice = kit.entry(kit.add(sliders, "fieldset"), TEXT.price, range, function (value) {
      follow(value, delta);
    });
    range = { value: delta, min: 1, max: 1000, step: 1 };
    var setDelta = kit.entry(kit.add(sliders, "fieldset"), TEXT.delta, range, function (value) {
      follow(last, value);
    });

    var redraw = kit.picture(stage, HEIGHT, TEXT.picture, draw);
    kit.drag(redraw.svg, function (handle, x) {
      var value = LOW + ((x - 14) / (redraw.svg.clientWidth - 28)) * (HIGH - LOW);
      change(Math.round(Math.min(HIGH, Math.max(LOW, value))), delta);
    });
    var body = kit.table(stage, TEXT.caption, TEXT.heads);
    kit.add(stage, "p", { class: "kit-note" }, TEXT.slopes);
    var heads = y.map(function (value, k) {
      return String(value);
    });
    var slopes = kit.table(stage, TEXT.slopesCaption, [TEXT.heads[0]].concat(heads, TEXT.moving));
    [body, slopes].forEach(function (table) {
      table.parentNode.classList.add("kit-tight");
    });
    var result = kit.add(stage, "p", { class: "kit-words", "aria-live": "polite" });

    function change(price, threshold) {
      setPrice(price);
      setDelta(threshold);
      follow(price, threshold);
    }

    function follow(price, threshold) {
      last = price;
      delta = threshold;
      update();
      save();
    }

    function update() {
      var now = compute({ y: y.concat(last), delta: delta });
      var known = PRESETS.findIndex(function (preset) {
        return preset[1] === last && preset[2] === delta;
      });
      start.value = known < 0 ? "" : String(known);
      body.textContent = slopes.textContent = "";
      now.forEach(function (fit, i) {
        var end = fit.residuals.length - 1;
        var cells = [fit.constant, fit.residuals[end], fit.slopes[end]].map(function (x) {
          return kit.number(x, 1);
        });
        kit.row(body, TEXT.losses[i], cells.concat(isNaN(fit.rate) ? "–" : kit.number(fit.rate, 2)));
        kit.row(slopes, TEXT.losses[i], fit.slopes.map(function (x) {
          return kit.number(x, x % 1 ? 1 : 0);
        }));
      });
      var told = now.map(function (fit) {
        return kit.number(fit.constant, 2);
      });
      result.textContent = TEXT.result(told[0], told[1], told[2]) + (last > HIGH ? TEXT.outside : "");
      redraw();
    }

    function draw(svg, width) {
      var now = compute({ y: y.concat(last), delta: delta });
      function across(price) {
        var inside = Math.min(HIGH, Math.max(LOW, price));
        return 14 + ((inside - LOW) / (HIGH - LOW)) * (width - 28);
      }
      now.forEach(function (fit, i) {
        drawLane(svg, fit, i, across, width);
      });
      var floor = 3 * LANE + 6;
      kit.add(svg, "line", { x1: 14, x2: width - 14, y1: floor, y2: floor, class: "kit-axis" });
      for (var tick = LOW; tick <= HIGH; tick += 300) {
        kit.add(svg, "line", { x1: across(tick), x2: across(tick), y1: floor, y2: floor + 5, class: "kit-axis" });
        var anchor = tick === LOW ? "start" : tick === HIGH ? "end" : "middle";
        kit.add(svg, "text", { x: across(tick), y: floor + 19, "text-anchor": anchor }, String(tick));
      }
      kit.add(svg, "text", { x: width / 2, y: HEIGHT - 14, "text-anchor": "middle" }, TEXT.x);
      var handle = { x: across(last) - 16, y: 0, width: 32, height: floor };
      handle.class = "kit-handle kit-across";
      handle["data-handle"] = "last";
      kit.add(svg, "rect", handle);
    }

    /* One loss: a rope from the constant to each price, and on it the pull, a thick arrow. */
    function drawLane(svg, fit, i, across, width) {
      var color = ["kit-a", "kit-b", "kit-c"][i];
      var upper = i * LANE;
      var c = across(fit.constant);
      var longest = Math.min(80, width / 6, c - 4, width - 4 - c); /* arrows stay in the picture */
      var strongest = Math.max.apply(null, fit.slopes.map(Math.abs)) || 1;
      var named = c > width / 2 ? { x: 14, "text-anchor": "start" } : { x: width - 14, "text-anchor": "end" };
      named.y = upper + 16;
      kit.add(svg, "text", named, TEXT.lanes[i] + kit.number(fit.constant, 1));
      kit.add(svg, "line", { x1: c, x2: c, y1: upper + 6, y2: upper + LANE - 4, class: "kit-stroke " + color });
      fit.slopes.forEach(function (slope, k) {
        var high = upper + 28 + (k * (LANE - 40)) / (fit.slopes.length - 1);
        var end = k === fit.slopes.length - 1;
        var price = across(end ? last : y[k]);
        kit.add(svg, "line", { x1: c, x2: price, y1: high, y2: high, class: "kit-grid" });
        var long = (slope / strongest) * longest;
        if (Math.abs(long) > 0.5) {
          var tip = c - long;
          var back = tip + Math.sign(long) * Math.min(6, Math.abs(long));
          var arrow = [[c, -2], [back, -2], [back, -5], [tip, 0], [back, 5], [back, 2], [c, 2]];
          kit.add(svg, "polygon", {
            points: arrow.map(function (point) { return point[0] + "," + (high + point[1]); }).join(" "),
            class: "kit-solid " + color,
          });
        }
        kit.add(svg, "circle", { cx: price, cy: high, r: end ? 6.5 : 4, class: end ? "kit-grip" : "kit-solid " + color });
      });
      if (i) kit.add(svg, "line", { x1: 0, x2: width, y1: upper, y2: upper, class: "kit-grid" });
    }
    update();
  }
  Course.widget("outlier-losses", place);
})();

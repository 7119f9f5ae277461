/* The error of a numerical derivative against its step: forward, central and complex step. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("finite-difference", {
    label: "Error of three numerical derivatives against the step h",
    picture: "Error against step, both on logarithmic scales. The forward and central differences fall and rise again; the complex step only falls.",
    f: "Function f",
    x: "at x",
    step: "Step h",
    functions: { cube: "x³", exp: "exp x", softplus: "ln(1 + exp x)", sin: "sin x" },
    methods: { forward: "one-sided", central: "central", complex: "complex step" },
    formulas: {
      forward: "(f(x + h) − f(x)) / h",
      central: "(f(x + h) − f(x − h)) / 2h",
      complex: "Im f(x + ih) / h",
    },
    heads: ["method", "estimate", "error"],
    caption: "Estimates and errors at the chosen step",
    axisX: "step h",
    axisY: "error",
    exact: function (slope, h) { return "The derivative is " + slope + ". With h = " + h + ":"; },
    best: "The smallest errors on this scale: {one}.",
    and: "; ",
    bestOne: "{method} {error} at h = {h}",
    floor: "An error of exactly 0 is drawn at the bottom.",
  });
  var METHODS = ["forward", "central", "complex"];
  var LOW = -20; /* of log10 h */
  var HIGH = 0;
  var FLOOR = -18; /* of log10 of the error */
  var CEILING = 2;
  var HEIGHT = 340;

  /* For each function: its value, its derivative, and the imaginary part at x + ih. */
  var FUNCTIONS = {
    cube: {
      value: function (x) { return x * x * x; },
      slope: function (x) { return 3 * x * x; },
      imaginary: function (x, h) { return 3 * x * x * h - h * h * h; },
    },
    exp: {
      value: Math.exp,
      slope: Math.exp,
      imaginary: function (x, h) { return Math.exp(x) * Math.sin(h); },
    },
    softplus: {
      value: function (x) { return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); },
      slope: function (x) { return 1 / (1 + Math.exp(-x)); },
      imaginary: function (x, h) {
        return Math.atan2(Math.exp(x) * Math.sin(h), 1 + Math.exp(x) * Math.cos(h));
      },
    },
    sin: {
      value: Math.sin,
      slope: Math.cos,
      imaginary: function (x, h) { return Math.cos(x) * Math.sinh(h); },
    },
  };

  /* state: f, a key of FUNCTIONS; x; h. Gives the derivative, the estimates and their errors. */
  function compute(state) {
    var f = FUNCTIONS[state.f];
    var x = state.x;
    var h = state.h;
    var slope = f.slope(x);
    var estimates = {
      forward: (f.value(x + h) - f.value(x)) / h,
      central: (f.value(x + h) - f.value(x - h)) / (2 * h),
      complex: f.imaginary(x, h) / h,
    };
    var errors = {};
    METHODS.forEach(function (method) {
      errors[method] = Math.abs(estimates[method] - slope);
    });
    return { slope: slope, estimates: estimates, errors: errors };
  }
  Course.widgetMath["finite-difference"] = { compute: compute };

  /* 1.2·10⁻⁸, or a plain number where that is shorter. */
  function powers(x) {
    if (x === 0) return "0";
    if (Math.abs(x) >= 1e-3 && Math.abs(x) < 1e5) return String(Number(x.toPrecision(3)));
    var parts = x.toExponential(1).split("e");
    var raised = Number(parts[1]).toString().replace(/./g, function (sign) {
      return sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign));
    });
    return (parts[0] === "1.0" ? "" : parts[0] + "·") + "10" + raised;
  }

  Course.widget("finite-difference", function (stage, state) {
    var f = Object.keys(FUNCTIONS).indexOf(state.get("f")) < 0 ? "softplus" : state.get("f");
    var x = clip(state.numbers("x", [1])[0], -5, 5);
    var exponent = clip(state.numbers("logh", [-8])[0], LOW, HIGH);
    var curves;
    stage.setAttribute("aria-label", TEXT.label);

    var save = kit.later(function () {
      state.set({ f: f, x: x, logh: exponent });
    });

    function clip(value, low, high) {
      return Math.min(high, Math.max(low, value));
    }

    function at(power) {
      return compute({ f: f, x: x, h: Math.pow(10, power) });
    }

    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var names = Object.keys(FUNCTIONS).map(function (name) {
      return [name, TEXT.functions[name]];
    });
    kit.select(fields, TEXT.f, names, f, function (name) {
      f = name;
      changed();
    });
    var typed = kit.field(fields, TEXT.x, "input", { type: "number", min: -5, max: 5, step: "any" });
    typed.value = x;
    typed.addEventListener("input", function () {
      if (isNaN(typed.valueAsNumber)) return;
      x = clip(typed.valueAsNumber, -5, 5);
      changed();
    });
    typed.addEventListener("change", function () {
      typed.value = x;
    });
    var steps = kit.add(stage, "div", { class: "kit-fields" });
    var slide = kit.slider(
      kit.add(steps, "fieldset"),
      TEXT.step,
      [LOW, HIGH, 0.25],
      function (power) {
        return powers(Math.pow(10, power));
      },
      function (power) {
        exponent = power;
        update();
        save();
      },
    );
    var redraw = kit.picture(stage, HEIGHT, TEXT.picture, draw);
    kit.drag(redraw.svg, function (handle, place) {
      var power = LOW + ((place - frame.left) / frame.width) * (HIGH - LOW);
      exponent = clip(Math.round(power * 4) / 4, LOW, HIGH);
      update();
      save();
    });
    var said = kit.add(stage, "p", { class: "kit-words", "aria-live": "polite" });
    var body = kit.table(stage, TEXT.caption, TEXT.heads);
    var best = kit.add(stage, "p", { class: "kit-words" });
    kit.add(stage, "p", { class: "kit-note" }, TEXT.floor);
    var frame = { left: 56, width: 0 };

    /* The errors for eight steps a decade; they stay while only h moves. */
    function sample() {
      curves = [];
      for (var i = 8 * LOW; i <= 8 * HIGH; i++) {
        curves.push([i / 8, at(i / 8).errors]);
      }
      var found = METHODS.map(function (method) {
        var low = curves.reduce(function (a, b) {
          return b[1][method] <= a[1][method] ? b : a;
        });
        var told = TEXT.bestOne.replace("{method}", TEXT.methods[method]);
        return told.replace("{error}", powers(low[1][method])).replace("{h}", powers(Math.pow(10, low[0])));
      });
      best.textContent = TEXT.best.replace("{one}", found.join(TEXT.and));
    }

    function changed() {
      sample();
      update();
      save();
    }

    function update() {
      var now = at(exponent);
      slide(exponent);
      said.textContent = TEXT.exact(kit.number(now.slope, 12), powers(Math.pow(10, exponent)));
      body.textContent = "";
      METHODS.forEach(function (method) {
        var cells = [kit.number(now.estimates[method], 12), powers(now.errors[method])];
        kit.row(body, TEXT.methods[method], cells);
      });
      redraw();
    }

    function draw(svg, width) {
      var bottom = HEIGHT - 54;
      var top = 62;
      frame.width = width - frame.left - 14;
      function across(power) {
        return frame.left + ((power - LOW) / (HIGH - LOW)) * frame.width;
      }
      function up(error) {
        var power = error > 0 ? Math.log10(error) : FLOOR;
        return bottom - ((clip(power, FLOOR, CEILING) - FLOOR) / (CEILING - FLOOR)) * (bottom - top);
      }
      for (var tick = LOW; tick <= HIGH; tick += 5) {
        kit.add(svg, "line", { x1: across(tick), x2: across(tick), y1: top, y2: bottom, class: "kit-grid" });
        var below = { x: across(tick), y: bottom + 18, "text-anchor": "middle" };
        kit.add(svg, "text", below, powers(Math.pow(10, tick)));
      }
      for (tick = -15; tick <= 0; tick += 5) {
        var y = up(Math.pow(10, tick));
        kit.add(svg, "line", { x1: frame.left, x2: across(HIGH), y1: y, y2: y, class: "kit-grid" });
        kit.add(svg, "text", { x: frame.left - 6, y: y + 4, "text-anchor": "end" }, powers(Math.pow(10, tick)));
      }
      kit.add(svg, "text", { x: across(-10), y: HEIGHT - 16, "text-anchor": "middle" }, TEXT.axisX);
      kit.add(svg, "text", { x: 4, y: top - 6 }, TEXT.axisY);
      METHODS.forEach(function (method, i) {
        var points = curves.map(function (pair) {
          return across(pair[0]).toFixed(1) + "," + up(pair[1][method]).toFixed(1);
        });
        var color = ["kit-b", "kit-a", "kit-c"][i];
        kit.add(svg, "polyline", { points: points.join(" "), class: "kit-curve " + color });
        var key = 16 + 18 * i;
        kit.add(svg, "line", { x1: frame.left + 2, x2: frame.left + 30, y1: key - 4, y2: key - 4, class: "kit-curve " + color });
        kit.add(svg, "text", { x: frame.left + 36, y: key }, TEXT.methods[method] + ": " + TEXT.formulas[method]);
      });
      var here = across(exponent);
      kit.add(svg, "line", { x1: here, x2: here, y1: top, y2: bottom, class: "kit-mark" });
      var now = at(exponent);
      METHODS.forEach(function (method, i) {
        var dot = { cx: here, cy: up(now.errors[method]), r: 5 };
        dot.class = "kit-dot " + ["kit-b", "kit-a", "kit-c"][i];
        kit.add(svg, "circle", dot);
      });
      kit.add(svg, "line", { x1: frame.left, x2: across(HIGH), y1: bottom, y2: bottom, class: "kit-axis" });
      var handle = { x: here - 14, y: top, width: 28, height: bottom - top };
      handle.class = "kit-handle kit-across";
      handle["data-handle"] = "h";
      kit.add(svg, "rect", handle);
    }
    sample();
    update();
  });
})();

/* The book in one figure: the probability given to what happened, its surprise, which is the loss,
   and the gradient p − y, an arrow from what happened to what was said. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("surprise-gradient", {
    label: "From surprise to gradient: a forecast and what happened",
    outcomes: ["sun", "cloud", "rain"],
    happened: "It was",
    share: "Probability that the forecast gave it",
    curve: "Surprise against probability",
    bars: "The forecast p, what happened y, and the gradient p − y as arrows",
    x: "probability given to what happened",
    y: "surprise in nats",
    loss: "loss ",
    says: ["The forecast gave ", " the probability ", ". Surprise −log ", ": that is the loss. Its gradient is p − y = ", "."],
    step: "One step of gradient descent",
    again: "Start again",
  });
  var FIRST = [0.5, 0.3, 0.2];
  var LEAST = 0.01, MOST = 0.99, HIGH = Math.log(100), HEIGHT = 230;

  /* state.p: the forecast; state.k: what happened. Softmax of ln p − (p − y) is one step on the
     scores with learning rate 1. */
  function compute(state) {
    var gradient = state.p.map(function (share, i) {
      return share - (i === state.k ? 1 : 0);
    });
    var moved = state.p.map(function (share, i) {
      return share * Math.exp(-gradient[i]);
    });
    var total = moved.reduce(function (a, b) {
      return a + b;
    }, 0);
    return {
      surprise: Math.log(1 / state.p[state.k]),
      gradient: gradient,
      next: moved.map(function (share) {
        return share / total;
      }),
    };
  }
  Course.widgetMath["surprise-gradient"] = { compute: compute };

  function usable(list, k) {
    var sum = list.reduce(function (a, b) {
      return a + b;
    }, 0);
    var fits = list.length === 3 && list.every(function (x) { return x >= 0; }) && Math.abs(sum - 1) < 1e-3;
    return fits && list[k] >= LEAST && list[k] <= MOST ? list : FIRST.slice();
  }

  function signed(x) {
    return (x > 0 ? "+" : "") + kit.number(x, 2);
  }

  Course.widget("surprise-gradient", function (stage, state) {
    var k = state.numbers("k", [2])[0];
    if ([0, 1, 2].indexOf(k) < 0) k = 2;
    var p = usable(state.numbers("p", FIRST), k);
    stage.setAttribute("aria-label", TEXT.label);
    var save = kit.later(function () {
      state.set({ p: p.map(function (x) { return Number(x.toFixed(4)); }), k: k });
    });

    var columns = kit.add(stage, "div", { class: "kit-columns surprise-columns" });
    var curve = kit.picture(kit.add(columns, "div"), HEIGHT, TEXT.curve, drawCurve);
    var bars = kit.picture(kit.add(columns, "div"), HEIGHT, TEXT.bars, drawBars);
    var says = kit.add(stage, "p", { class: "kit-words surprise-words", "aria-live": "polite" });
    var fields = kit.add(stage, "div", { class: "kit-fields" });
    var setShare = kit.slider(fields, TEXT.share, [LEAST, MOST, 0.01], show, give);
    var names = TEXT.outcomes.map(function (name, i) {
      return [String(i), name];
    });
    kit.select(fields, TEXT.happened, names, String(k), function (chosen) {
      k = Number(chosen);
      change(kit.setShare(p, k, clamp(p[k])));
    });
    var buttons = kit.add(stage, "div", { class: "kit-buttons" });
    kit.button(buttons, TEXT.step, function () {
      var next = compute({ p: p, k: k }).next;
      change(kit.setShare(next, k, clamp(next[k])));
    });
    kit.button(buttons, TEXT.again, function () {
      change(kit.setShare(FIRST, k, FIRST[k]));
    });

    function show(x) {
      return kit.number(x, 2);
    }
    function clamp(x) {
      return Math.min(MOST, Math.max(LEAST, x));
    }
    function give(x) {
      change(kit.setShare(p, k, clamp(Math.round(x * 1000) / 1000)));
    }
    function change(next) {
      p = next;
      update();
      save();
    }

    /* The curve −log p, and the surprise as a line up to it. */
    var box = { left: 40, right: 14, top: 12, bottom: 44 };
    function drawCurve(svg, width) {
      var w = width - box.left - box.right;
      var floor = HEIGHT - box.bottom;
      var h = floor - box.top;
      function x(share) { return box.left + share * w; }
      function y(nats) { return floor - (nats / HIGH) * h; }
      [0, 1, 2, 3, 4].forEach(function (nats) {
        kit.add(svg, "path", { class: "kit-grid", d: "M" + x(0) + " " + y(nats) + "h" + w });
        kit.add(svg, "text", { x: box.left - 7, y: y(nats) + 4, "text-anchor": "end" }, String(nats));
      });
      [0, 0.5, 1].forEach(function (share) {
        kit.add(svg, "text", { x: x(share), y: floor + 17, "text-anchor": "middle" }, String(share));
      });
      kit.add(svg, "text", { x: x(0.5), y: HEIGHT - 6, "text-anchor": "middle" }, TEXT.x);
      kit.add(svg, "text", { x: x(0.98), y: box.top + 12, "text-anchor": "end" }, TEXT.y);
      var path = "";
      for (var i = 0; i <= 120; i++) {
        var share = Math.exp(-HIGH * (1 - i / 120));
        path += (i ? "L" : "M") + x(share).toFixed(1) + " " + y(-Math.log(share)).toFixed(1);
      }
      kit.add(svg, "path", { class: "kit-curve surprise-curve", d: path });
      var now = compute({ p: p, k: k });
      var at = { x: x(p[k]), y: y(now.surprise) };
      kit.add(svg, "path", { class: "surprise-loss", d: "M" + at.x + " " + floor + "V" + at.y });
      kit.add(svg, "circle", { class: "surprise-dot", cx: at.x, cy: at.y, r: 8 });
      var end = p[k] > 0.6;
      var place = { x: at.x + (end ? -13 : 14), y: Math.max(at.y - 10, box.top + 30), "text-anchor": end ? "end" : "start" };
      place.class = "surprise-value surprise-truth";
      kit.add(svg, "text", place, TEXT.loss + kit.number(now.surprise, 2));
      var handle = { x: box.left, y: 0, width: w, height: floor + 10, "data-handle": "curve" };
      handle.class = "kit-handle kit-across";
      kit.add(svg, "rect", handle);
      box.width = w;
    }
    kit.drag(curve.svg, function (handle, x) {
      give((x - box.left) / box.width);
    });

    /* Bars that can be pulled, a frame for what happened, and arrows from y to p. */
    var high = HEIGHT - 74;
    function drawBars(svg, width) {
      var floor = HEIGHT - 44;
      var now = compute({ p: p, k: k });
      var room = width / 3;
      var thick = Math.min(46, room * 0.4);
      function y(share) { return floor - share * high; }
      p.forEach(function (share, i) {
        var left = room * (i + 0.5) - thick * 0.8;
        if (i === k) kit.add(svg, "rect", { class: "surprise-frame", x: left, y: y(1), width: thick, height: high });
        kit.add(svg, "rect", { class: "surprise-bar", x: left, y: y(share), width: thick, height: share * high });
        var from = y(i === k ? 1 : 0), to = y(share);
        var at = left + thick + 14;
        var size = Math.min(7, Math.abs(to - from));
        var back = to + (to > from ? -size : size);
        kit.add(svg, "path", { class: "surprise-arrow", d: "M" + at + " " + from + "V" + back });
        kit.add(svg, "path", { class: "surprise-head", d: "M" + at + " " + to + "L" + (at - 6) + " " + back + "h12z" });
        kit.add(svg, "text", { class: "surprise-value surprise-slope", x: at + 3, y: Math.min(from, to) - 8, "text-anchor": "middle" }, signed(now.gradient[i]));
        kit.add(svg, "text", { class: i === k ? "surprise-value surprise-truth" : "", x: left + thick / 2, y: floor + 17, "text-anchor": "middle" }, TEXT.outcomes[i]);
        kit.add(svg, "text", { class: "surprise-value surprise-model", x: left + thick / 2, y: floor + 35, "text-anchor": "middle" }, show(share));
        var handle = { x: left - 6, y: 0, width: thick + 12, height: floor + 8, "data-handle": i };
        handle.class = "kit-handle kit-upright";
        kit.add(svg, "rect", handle);
      });
      kit.add(svg, "path", { class: "kit-axis", d: "M0 " + floor + "H" + width });
    }
    kit.drag(bars.svg, function (handle, x, y) {
      var i = Number(handle);
      var share = Math.min(1, Math.max(0, (HEIGHT - 44 - y) / high));
      var next = kit.setShare(p, i, Math.round(share * 1000) / 1000);
      change(kit.setShare(next, k, clamp(next[k])));
    });

    function word(text, role) {
      if (role) kit.add(says, "span", { class: "surprise-value surprise-" + role }, text);
      else says.appendChild(document.createTextNode(text));
    }
    function update() {
      var now = compute({ p: p, k: k });
      setShare(p[k]);
      says.textContent = "";
      word(TEXT.says[0]);
      word(TEXT.outcomes[k], "truth");
      word(TEXT.says[1]);
      word(show(p[k]), "model");
      word(TEXT.says[2] + show(p[k]) + " = ");
      word(kit.number(now.surprise, 2), "truth");
      word(TEXT.says[3]);
      word("(" + now.gradient.map(signed).join(", ") + ")", "slope");
      word(TEXT.says[4]);
      curve();
      bars();
    }
    update();
  });
})();

/* Three probabilities as a point of a triangle: contours of a loss, and −gradient as an arrow. */
(function () {
  "use strict";
  var kit = Course.kit;
  var ONE_HOT = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.5, 0]];
  var LEVELS = { ce: [0.2, 0.5, 1, 2, 3.5], hinge: [0.1, 1, 2, 4, 7, 11], se: [0.1, 0.4, 0.8, 1.2, 1.6, 1.9] };
  var ARROW = { ce: 1, hinge: 0.25, se: 1 };
  var LEAST = 0.0005;
  var CELLS = 48;
  var TEXT = Course.words("probability-triangle", {
    label: "Probabilities of three classes as a point of a triangle, with the contours of a loss",
    picture: "The triangle of probabilities; the sentence below tells what it shows",
    names: ["cat", "pig", "dog"],
    targets: [["0", "cat"], ["1", "pig"], ["2", "dog"], ["3", "half cat, half pig"]],
    losses: [["ce", "cross-entropy"], ["hinge", "hinge"], ["se", "squared error"]],
    loss: "Loss",
    target: "The photo shows",
    share: "Probability of ",
    step: "One step down",
    steps: "Ten steps",
    back: "Back to the start",
    shrunk: " The arrow is drawn at a quarter of its length.",
    says: ["The model says ", "; the target is ", ". The loss is ", ", and its gradient with respect to the scores is ", ". The arrow points the opposite way."],
  });

  function dot(a, b) {
    return a.reduce(function (total, x, k) {
      return total + x * b[k];
    }, 0);
  }
  function softmax(z) {
    var top = Math.max.apply(null, z);
    var powers = z.map(function (x) {
      return Math.exp(x - top);
    });
    return powers.map(function (x) {
      return x / dot(powers, [1, 1, 1]);
    });
  }

  /* The hinge loss of scores that are log-probabilities, if class t is true. */
  function hinge(z, t) {
    var slopes = [0, 0, 0];
    var value = 0;
    z.forEach(function (x, k) {
      if (k === t || 1 + x - z[t] <= 0) return;
      value += 1 + x - z[t];
      slopes[k] += 1;
      slopes[t] -= 1;
    });
    return { value: value, slopes: slopes };
  }

  /* state.p: probabilities; state.y: target, a distribution; state.loss: ce, hinge or se.
     slopes are those of the loss with respect to scores whose softmax is p, next is where a step of
     size 1 against them leads. All three losses depend on differences of scores only, so log p
     will do for scores. A target that is no class stands for labels drawn from it. */
  function compute(state) {
    var p = state.p;
    var y = state.y;
    var z = p.map(Math.log);
    var rest = p.map(function (x, k) {
      return x - y[k];
    });
    var value = 0;
    var slopes = rest;
    if (state.loss === "ce") {
      value = -y.reduce(function (total, x, k) {
        return total + (x ? x * z[k] : 0);
      }, 0);
    } else if (state.loss === "se") {
      value = dot(rest, rest);
      slopes = p.map(function (x, k) {
        return 2 * x * (rest[k] - dot(p, rest));
      });
    } else {
      slopes = [0, 0, 0];
      y.forEach(function (weight, t) {
        if (!weight) return;
        var one = hinge(z, t);
        value += weight * one.value;
        slopes = slopes.map(function (slope, k) {
          return slope + weight * one.slopes[k];
        });
      });
    }
    var next = softmax(z.map(function (x, k) {
      return x - slopes[k];
    }));
    return { value: value, slopes: slopes, next: next };
  }
  Course.widgetMath["probability-triangle"] = { compute: compute };

  /* Contours: for each level, pairs of points, each three shares with sum one. The triangle is cut
     into small ones, whose corners are looked at once; where the loss passes a level on one of their
     sides is found by halving. */
  function contours(height, levels) {
    var grid = [];
    function corner(i, j) {
      var shares = [i / CELLS, j / CELLS, (CELLS - i - j) / CELLS];
      return { shares: shares, height: height(shares) };
    }
    for (var i = 0; i <= CELLS; i++) {
      grid.push([]);
      for (var j = 0; i + j <= CELLS; j++) grid[i].push(corner(i, j));
    }
    function cross(level, a, b) {
      var below = a.height < level;
      if (below === b.height < level) return null;
      function between(part) {
        return a.shares.map(function (x, k) {
          return x + part * (b.shares[k] - x);
        });
      }
      var low = 0, high = 1;
      for (var step = 0; step < 8; step++) {
        var middle = (low + high) / 2;
        if (height(between(middle)) < level === below) low = middle;
        else high = middle;
      }
      return between(high);
    }
    return levels.map(function (level) {
      var pieces = [];
      function look(a, b, c) {
        var found = [cross(level, a, b), cross(level, b, c), cross(level, c, a)].filter(Boolean);
        if (found.length === 2) pieces.push(found);
      }
      for (var i = 0; i < CELLS; i++) {
        for (var j = 0; i + j < CELLS; j++) {
          look(grid[i][j], grid[i + 1][j], grid[i][j + 1]);
          if (i + j + 1 < CELLS) look(grid[i + 1][j], grid[i][j + 1], grid[i + 1][j + 1]);
        }
      }
      return { level: level, pieces: pieces };
    });
  }

  Course.widget("probability-triangle", function (stage, state) {
    var p = tidy(state.numbers("p", [0.08, 0.3, 0.62]));
    var t = known(TEXT.targets, state.get("t"));
    var loss = known(TEXT.losses, state.get("loss"));
    var trail = [];
    var maps = {};
    stage.setAttribute("aria-label", TEXT.label);

    function known(choices, value) {
      return choices.some(function (choice) { return choice[0] === value; }) ? value : choices[0][0];
    }
    function tidy(shares) {
      if (shares.length !== 3 || !shares.every(function (x) { return x >= 0; })) shares = [1, 1, 1];
      var total = dot(shares, [1, 1, 1]);
      if (!total) return [1 / 3, 1 / 3, 1 / 3];
      shares = shares.map(function (x) {
        return Math.max(LEAST, x / total);
      });
      return shares.map(function (x) {
        return x / dot(shares, [1, 1, 1]);
      });
    }
    var save = kit.later(function () {
      var rounded = p.map(function (x) {
        return Number(x.toPrecision(4));
      });
      state.set({ p: rounded, t: t, loss: loss });
    });

    var columns = kit.add(stage, "div", { class: "triangle-columns" });
    var left = kit.add(columns, "div");
    var right = kit.add(columns, "div");
    kit.select(right, TEXT.target, TEXT.targets, t, function (value) {
      t = value;
      restart(p);
    });
    kit.select(right, TEXT.loss, TEXT.losses, loss, function (value) {
      loss = value;
      restart(p);
    });
    var move = TEXT.names.map(function (name, k) {
      return kit.slider(right, TEXT.share + name, [0, 1, 0.01], function (x) {
        return kit.number(x, 2);
      }, function (x) {
        restart(tidy(kit.setShare(p, k, x)));
      });
    });
    var buttons = kit.add(right, "div", { class: "kit-buttons" });
    kit.button(buttons, TEXT.step, function () {
      go(1);
    });
    kit.button(buttons, TEXT.steps, function () {
      go(10);
    });
    kit.button(buttons, TEXT.back, function () {
      restart(trail.length ? trail[0] : p);
    });
    var says = kit.add(stage, "p", { class: "kit-result triangle-says", "aria-live": "polite" });

    var plan = {};
    var picture = kit.picture(left, 350, TEXT.picture, draw);
    kit.drag(picture.svg, function (handle, x, y) {
      var dogShare = (plan.floor - y) / plan.high;
      var pigShare = (x - plan.left) / plan.side - dogShare / 2;
      var shares = [1 - pigShare - dogShare, pigShare, dogShare];
      restart(tidy(shares.map(function (share) {
        return Math.min(1, Math.max(0, share));
      })));
    });

    function restart(next) {
      trail = [];
      p = next;
      update();
      save();
    }
    function go(count) {
      if (!trail.length) trail = [p];
      for (var i = 0; i < count; i++) {
        p = compute({ p: p, y: ONE_HOT[t], loss: loss }).next;
        trail.push(p);
      }
      update();
      save();
    }

    /* Where in the picture these shares are; for shares with sum zero, a shift. */
    function place(shares) {
      return [plan.side * (shares[1] + shares[2] / 2), -plan.high * shares[2]];
    }
    function at(shares) {
      var shift = place(shares);
      return [plan.left + shift[0], plan.floor + shift[1]];
    }
    function line(points) {
      return "M" + points.map(function (shares) {
        return at(shares).map(function (x) { return x.toFixed(1); }).join(" ");
      }).join("L");
    }

    function map() {
      var key = loss + t;
      if (!maps[key]) {
        maps[key] = contours(function (shares) {
          var inside = shares.map(function (x) { return Math.max(x, 1e-6); });
          return compute({ p: inside, y: ONE_HOT[t], loss: loss }).value;
        }, LEVELS[loss]);
      }
      return maps[key];
    }

    function draw(svg, width) {
      plan.side = Math.min(width - 90, 280);
      plan.high = plan.side * Math.sqrt(3) / 2;
      plan.left = (width - plan.side) / 2;
      plan.floor = 280;
      kit.add(svg, "path", { class: "triangle-edge", d: line([[1, 0, 0], [0, 1, 0], [0, 0, 1]]) + "Z" });
      map().forEach(function (one) {
        if (!one.pieces.length) return;
        kit.add(svg, "path", { class: "triangle-contour", d: one.pieces.map(line).join("") });
      });
      map().forEach(label.bind(null, svg));
      var corners = [[plan.left - 8, plan.floor + 22], [plan.left + plan.side + 8, plan.floor + 22], [plan.left + plan.side / 2, plan.floor - plan.high - 10]];
      TEXT.names.forEach(function (name, k) {
        kit.add(svg, "text", { class: "triangle-name", x: corners[k][0], y: corners[k][1], "text-anchor": "middle" }, name);
      });
      var now = compute({ p: p, y: ONE_HOT[t], loss: loss });
      var truth = at(ONE_HOT[t]);
      kit.add(svg, "circle", { class: "triangle-truth lit-truth", cx: truth[0], cy: truth[1], r: 8 });
      if (trail.length) {
        kit.add(svg, "path", { class: "triangle-trail", d: line(trail) });
        trail.slice(-60).forEach(function (shares) {
          var spot = at(shares);
          kit.add(svg, "circle", { class: "triangle-spot", cx: spot[0], cy: spot[1], r: 2.5 });
        });
      }
      arrow(svg, now.slopes);
      var here = at(p);
      kit.add(svg, "circle", { class: "triangle-model lit-model", cx: here[0], cy: here[1], r: 8 });
      kit.add(svg, "circle", { class: "kit-handle", cx: here[0], cy: here[1], r: 24, "data-handle": "p" });
    }

    /* A contour's height, on the piece that is nearest to a line from the target's corner. */
    function label(svg, one) {
      var t0 = Math.min(Number(t), 2);
      var a = (t0 + 1) % 3, b = (t0 + 2) % 3;
      var best = one.pieces.reduce(function (found, piece) {
        var away = Math.abs(piece[0][a] - 3 * piece[0][b]);
        return found && found.away <= away ? found : { away: away, piece: piece };
      }, null);
      if (!best) return;
      var spot = at(best.piece[0]);
      kit.add(svg, "text", { class: "triangle-height", x: spot[0], y: spot[1] + 4, "text-anchor": "middle" }, String(one.level));
    }

    function arrow(svg, slopes) {
      var shift = place(slopes).map(function (x) {
        return -x * ARROW[loss];
      });
      var size = Math.hypot(shift[0], shift[1]);
      if (size < 1) return;
      var from = at(p);
      var unit = [shift[0] / size, shift[1] / size];
      var head = Math.min(14, size);
      function along(way, side) {
        return (from[0] + unit[0] * way - unit[1] * side).toFixed(1) + " " + (from[1] + unit[1] * way + unit[0] * side).toFixed(1);
      }
      var group = kit.add(svg, "g", { class: "lit-slope" });
      kit.add(group, "path", { class: "triangle-shaft", d: "M" + along(0, 0) + "L" + along(size - head, 0) });
      kit.add(group, "path", { class: "triangle-head", d: "M" + along(size, 0) + "L" + along(size - head, 6) + "L" + along(size - head, -6) + "Z" });
    }

    function list(values) {
      return "(" + values.map(function (x) { return kit.number(x, 2); }).join(", ") + ")";
    }
    function update() {
      var now = compute({ p: p, y: ONE_HOT[t], loss: loss });
      p.forEach(function (share, k) {
        move[k](share);
      });
      says.textContent = "";
      [
        [list(p), "model"],
        [list(ONE_HOT[t]), "truth"],
        [kit.number(now.value, 3), ""],
        [list(now.slopes), "slope"],
      ].forEach(function (part, i) {
        says.appendChild(document.createTextNode(TEXT.says[i]));
        kit.add(says, "span", part[1] ? { class: "lit-" + part[1] } : {}, part[0]);
      });
      says.appendChild(document.createTextNode(TEXT.says[4] + (ARROW[loss] < 1 ? TEXT.shrunk : "")));
      picture();
    }
    update();
  });
})();

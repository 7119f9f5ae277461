/* What every widget shares: finding its place on the page, and a state in the page's address.

   Course.widget(name, init) calls init(stage, state) once for each place of the widget on the page.

   stage            an empty element to draw in; label it with aria-label
   state.get(key)   the text kept under key, or undefined
   state.numbers(key, fallback)   the same as an array of finite numbers
   state.set({key: text, ...})    keep texts; values are text, numbers or arrays of numbers

   The address holds "#<figure id>:key=value;key=value". Opening such an address scrolls to the
   figure and starts it in that state; otherwise the widget starts from its preset.

   Course.kit holds what several widgets draw with; each function says what it does.
   Course.widgetMath[name].compute is the mathematics of a widget, without a page, for the tests. */
(function () {
  "use strict";
  var Course = (window.Course = window.Course || {});

  /* The words of a script: what it says in English, or what the page's edition puts in their place
     (book/_ext/edition.py). A function may be replaced by a text with gaps, "{0} of {1}". */
  Course.words = function (name, english) {
    var own = (window.courseWords || {})[name] || {};
    Object.keys(own).forEach(function (key) {
      var text = own[key];
      var filled = function () {
        return Course.fill(text, arguments);
      };
      english[key] = typeof english[key] === "function" ? filled : text;
    });
    return english;
  };
  Course.fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (gap, key) {
      return values[key];
    });
  };
  /* Other names for the first entries of a list, if there are any. */
  Course.rename = function (list, names) {
    (names || []).forEach(function (name, i) {
      list[i][0] = name;
    });
  };
  var TEXT = Course.words("runtime", { typed: ", typed" });

  function parse(text) {
    var pairs = {};
    (text || "").split(";").forEach(function (pair) {
      var at = pair.indexOf("=");
      if (at > 0) pairs[pair.slice(0, at)] = pair.slice(at + 1);
    });
    return pairs;
  }

  function fromAddress(id) {
    var hash = location.hash.slice(1);
    try {
      hash = decodeURIComponent(hash);
    } catch (error) {
      return null; /* a damaged address is no state */
    }
    return hash.indexOf(id + ":") === 0 ? hash.slice(id.length + 1) : null;
  }

  function makeState(figure, place) {
    var linked = fromAddress(figure.id);
    var pairs = parse(place.dataset.preset);
    var given = parse(linked);
    for (var key in given) pairs[key] = given[key];
    return {
      linked: linked !== null,
      get: function (key) {
        return pairs[key];
      },
      numbers: function (key, fallback) {
        var list = pairs[key] === undefined || pairs[key] === "" ? [] : pairs[key].split(",").map(Number);
        return list.length && list.every(isFinite) ? list : fallback;
      },
      set: function (changes) {
        for (var key in changes) pairs[key] = String(changes[key]);
        var text = Object.keys(pairs).map(function (key) {
          return key + "=" + pairs[key];
        });
        history.replaceState(null, "", "#" + figure.id + ":" + text.join(";"));
      },
    };
  }

  /* A link on the page to another state of a figure on the same page. */
  addEventListener("hashchange", function () {
    var linked = Array.from(document.querySelectorAll("figure .widget")).some(function (place) {
      return fromAddress(place.closest("figure").id) !== null;
    });
    if (linked) location.reload();
  });

  Course.widget = function (name, init) {
    document.querySelectorAll('[data-widget="' + name + '"]').forEach(function (place) {
      var figure = place.closest("figure");
      var stage = place.querySelector(".widget-stage");
      var state = makeState(figure, place);
      init(stage, state);
      stage.hidden = false;
      place.classList.add("widget-on"); /* the style sheet now hides the fallback on screen */
      if (state.linked) figure.scrollIntoView();
    });
  };

  Course.widgetMath = Course.widgetMath || {};

  /* Drawing, shared. The style is in runtime.css. */
  var SVG = "http://www.w3.org/2000/svg";
  var fields = 0;

  /* A new last child of parent; below an svg it is one of SVG's elements. */
  function add(parent, tag, attributes, text) {
    var space = tag === "svg" ? SVG : parent.namespaceURI;
    var element = parent.appendChild(document.createElementNS(space, tag));
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /* A number for readers: a real minus sign, and words for what is not finite. */
  function number(x, digits) {
    if (isNaN(x)) return "nan";
    if (!isFinite(x)) return x > 0 ? "∞" : "−∞";
    var text = Math.abs(x).toFixed(digits === undefined ? 4 : digits);
    return (x < 0 && Number(text) ? "−" : "") + text;
  }

  /* A native field with its label, in a line of their own. */
  function field(parent, label, tag, attributes) {
    var id = "course-field-" + ++fields;
    var line = add(parent, "div", { class: "kit-field" });
    add(line, "label", { for: id }, label);
    attributes.id = id;
    return add(line, tag, attributes);
  }

  Course.kit = {
    typed: TEXT.typed,
    add: add,
    number: number,
    field: field,

    /* A choice among [value, text] pairs. */
    select: function (parent, label, options, value, act) {
      var select = field(parent, label, "select", {});
      options.forEach(function (option) {
        add(select, "option", { value: option[0] }, option[1]);
      });
      select.value = value;
      select.addEventListener("change", function () {
        act(select.value);
      });
      return select;
    },

    /* A slider with its value beside it. show(value) gives the text for eyes and screen readers.
       The function that comes back moves the slider without calling act. */
    slider: function (parent, label, range, show, act) {
      var input = field(parent, label, "input", {
        type: "range",
        min: range[0],
        max: range[1],
        step: range[2],
      });
      var value = add(input.parentNode, "span", { class: "kit-value", "aria-hidden": "true" });
      input.addEventListener("input", function () {
        act(Number(input.value));
      });
      return function (now) {
        input.value = now;
        value.textContent = show(now);
        input.setAttribute("aria-valuetext", show(now));
      };
    },

    /* A picture as wide as its place and of fixed height: draw(svg, width) fills the empty svg.
       The function that comes back draws it anew. */
    picture: function (parent, height, label, draw) {
      var svg = add(parent, "svg", { class: "kit-picture", role: "img", "aria-label": label });
      svg.style.height = height + "px";
      function redraw() {
        var width = svg.clientWidth;
        svg.textContent = "";
        if (width) draw(svg, width);
      }
      new ResizeObserver(redraw).observe(svg);
      redraw.svg = svg;
      return redraw;
    },

    /* Elements of the svg with an attribute data-handle can be dragged, by mouse, pen or finger:
       move(handle, x, y) is called with the attribute's text and the place in the picture. */
    drag: function (svg, move) {
      var held = null;
      svg.addEventListener("pointerdown", function (event) {
        held = event.target.getAttribute("data-handle");
        if (held === null) return;
        svg.setPointerCapture(event.pointerId);
        event.preventDefault(); /* no text selection on the way */
      });
      svg.addEventListener("pointermove", function (event) {
        if (held === null) return;
        var box = svg.getBoundingClientRect();
        move(held, event.clientX - box.left, event.clientY - box.top);
      });
      ["pointerup", "pointercancel"].forEach(function (name) {
        svg.addEventListener(name, function () {
          held = null;
        });
      });
    },

    /* A table with a caption for screen readers; gives its body. */
    table: function (parent, caption, heads) {
      var table = add(parent, "table", { class: "kit-table" });
      add(table, "caption", { class: "visually-hidden" }, caption);
      var row = add(add(table, "thead"), "tr");
      heads.forEach(function (head) {
        add(row, "th", { scope: "col" }, head);
      });
      return add(table, "tbody");
    },

    /* A row of that body: a head and numbers. */
    row: function (body, head, cells) {
      var row = add(body, "tr");
      add(row, "th", { scope: "row" }, head);
      cells.forEach(function (cell) {
        add(row, "td", {}, cell);
      });
    },

    /* A function that does the work once, when it has not been called for a moment. Browsers
       refuse to change the address hundreds of times while something is dragged. */
    later: function (act) {
      var timer;
      return function () {
        clearTimeout(timer);
        timer = setTimeout(act, 200);
      };
    },

    /* The distribution with entry k set to value and the others scaled to make room. */
    setShare: function (p, k, value) {
      var rest = 0;
      p.forEach(function (x, i) {
        if (i !== k) rest += x;
      });
      return p.map(function (x, i) {
        if (i === k) return value;
        var share = rest > 0 ? x / rest : 1 / (p.length - 1);
        return Math.round((1 - value) * share * 1e6) / 1e6;
      });
    },
  };
})();

/* More for Course.kit: typed numbers, values that change in place, and line charts. */
(function () {
  "use strict";
  var kit = window.Course.kit;
  var add = kit.add;

  /* A number of any size for readers: like kit.number, with powers of ten where they are needed,
     and with the words that NumPy prints. */
  kit.any = function (x, digits) {
    if (isNaN(x)) return "nan";
    var size = Math.abs(x);
    var odd = (size > 0 && size < 0.5 * Math.pow(10, -digits)) || size >= 1e7;
    var text = size === Infinity ? "inf" : odd ? size.toExponential(2) : size.toFixed(digits);
    return (x < 0 ? "−" : "") + text.replace("e-", "e−").replace("e+", "e");
  };

  kit.button = function (parent, text, act) {
    var button = add(parent, "button", { type: "button", class: "kit-button" }, text);
    button.addEventListener("click", act);
    return button;
  };

  /* A slider, and beside it the same number to type.
     given    value; min, max and step of the slider; least and most of the number where they
              differ; up(value) and down(position) where the slider's scale is not linear
     act      is called with every new value
     The function that comes back changes the value without calling act. */
  kit.entry = function (parent, label, given, act) {
    var least = given.least === undefined ? given.min : given.least;
    var most = given.most === undefined ? given.max : given.most;
    var limits = { type: "range", min: given.min, max: given.max, step: given.step };
    var range = kit.field(parent, label, "input", limits);
    var number = add(range.parentNode, "input", {
      type: "number",
      "aria-label": label + kit.typed,
      min: least,
      max: most,
      step: given.up ? "any" : given.step,
    });
    range.parentNode.classList.add("kit-entry");

    function point(value) {
      given.value = value;
      range.value = given.up ? given.up(value) : value;
      range.setAttribute("aria-valuetext", kit.any(value, 2));
    }
    function set(value) {
      if (number.valueAsNumber !== value) number.value = value; /* never while it is typed */
      point(value);
    }
    range.addEventListener("input", function () {
      var position = Number(range.value);
      set(given.down ? Number(given.down(position).toPrecision(3)) : position);
      act(given.value);
    });
    number.addEventListener("input", function () {
      var value = number.valueAsNumber;
      if (!(value >= least && value <= most)) return; /* not yet typed to its end */
      point(value);
      act(value);
    });
    number.addEventListener("change", function () {
      var value = number.valueAsNumber;
      set(isNaN(value) ? given.value : Math.min(Math.max(value, least), most));
      act(given.value);
    });
    set(given.value);
    return set;
  };

  /* A table whose cells stay; gives them as rows of elements. */
  kit.cells = function (parent, caption, heads, names) {
    var body = kit.table(parent, caption, heads);
    names.forEach(function (name) {
      kit.row(body, name, heads.slice(1).map(String));
    });
    return Array.from(body.rows).map(function (row) {
      return Array.from(row.querySelectorAll("td"));
    });
  };

  /* A bar for the eye, from one share of its track to another. */
  kit.bar = function (parent) {
    var bar = add(add(parent, "span", { class: "kit-bar", "aria-hidden": "true" }), "span");
    return function (from, to) {
      bar.style.left = 100 * Math.min(from, to) + "%";
      bar.style.width = 100 * Math.abs(to - from) + "%";
      bar.classList.toggle("kit-below", to < from);
    };
  };

  function ticks(ends, count) {
    var raw = (ends[1] - ends[0]) / count;
    var power = Math.pow(10, Math.floor(Math.log10(raw)));
    var factor = [1, 2, 5, 10].find(function (factor) {
      return power * factor >= raw * 0.999;
    });
    var step = power * factor;
    var found = [];
    for (var i = Math.ceil(ends[0] / step - 1e-9); i * step <= ends[1] + 1e-9 * step; i++) {
      found.push(Number((i * step).toPrecision(6)));
    }
    return found;
  }

  /* Line charts. The function that comes back draws
       x, y           [low, high]; xName, yName: the words at the axes
       curves         {class, points: [[x, y], …]}; what is not finite interrupts a curve
       marks          {class, x, y}: a dot; without y a vertical line */
  kit.chart = function (parent, height, label) {
    var given;
    var left = 62, right = 20, top = 8, bottom = 44;

    function draw(svg, width) {
      if (!given) return;
      var w = width - left - right, h = height - top - bottom;
      function atX(x) {
        return ((x - given.x[0]) / (given.x[1] - given.x[0])) * w;
      }
      function atY(y) {
        var place = (1 - (y - given.y[0]) / (given.y[1] - given.y[0])) * h;
        return Math.min(Math.max(place, -40), h + 40); /* the frame cuts it off anyway */
      }
      function word(x, y, anchor, text) {
        add(svg, "text", { x: x, y: y, "text-anchor": anchor }, text);
      }
      ticks(given.x, 5).forEach(function (x) {
        add(svg, "path", { class: "kit-grid", d: "M" + (left + atX(x)) + " " + top + "v" + h });
        word(left + atX(x), top + h + 16, "middle", String(x).replace("-", "−"));
      });
      ticks(given.y, 4).forEach(function (y) {
        add(svg, "path", { class: "kit-grid", d: "M" + left + " " + (top + atY(y)) + "h" + w });
        word(left - 5, top + atY(y) + 4, "end", String(y).replace("-", "−"));
      });
      word(left + w / 2, height - 7, "middle", given.xName);
      var turned = "translate(11 " + (top + h / 2) + ") rotate(-90)";
      add(svg, "text", { transform: turned, "text-anchor": "middle" }, given.yName);

      var frame = add(svg, "svg", { x: left, y: top - 5, width: w, height: h + 10 });
      var inside = add(frame, "g", { transform: "translate(0 5)" });
      given.curves.forEach(function (curve) {
        var pen = "M";
        var path = "";
        curve.points.forEach(function (point) {
          if (isFinite(point[1])) path += pen + atX(point[0]).toFixed(2) + " " + atY(point[1]).toFixed(2);
          pen = isFinite(point[1]) ? "L" : "M";
        });
        add(inside, "path", { class: "kit-curve " + curve.class, d: path });
      });
      (given.marks || []).forEach(function (mark) {
        var x = atX(mark.x);
        if (mark.y === undefined) {
          add(inside, "path", { class: "kit-line " + mark.class, d: "M" + x + " -5v" + (h + 10) });
        } else if (isFinite(mark.y)) {
          add(inside, "circle", { class: "kit-dot " + mark.class, cx: x, cy: atY(mark.y), r: 4.5 });
        }
      });
    }

    var redraw = kit.picture(parent, height, label, draw);
    return function (now) {
      given = now;
      redraw();
    };
  };
})();

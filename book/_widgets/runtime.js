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
        address = "#" + figure.id + ":" + text.join(";");
        writeAddress();
        clearTimeout(late);
        late = setTimeout(writeAddress, 500);
      },
    };
  }

  /* Browsers refuse to change the address too often, some by an exception, some silently: a slider
     that is dragged is too often. So it is written at once and again when things are calm. */
  var address, late;
  function writeAddress() {
    try {
      history.replaceState(null, "", address);
    } catch (error) {
      /* refused; the later call will do */
    }
  }

  /* A link on the page to another state of a figure on the same page. */
  addEventListener("hashchange", function () {
    clearTimeout(late);
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

/* Small helpers that widgets may use; their looks are in runtime.css.

   Course.make(parent, tag, attributes, text)   a new HTML or SVG element at the end of parent
   Course.show(x, digits)                       a number as text, with "−", "inf" and "nan"
   Course.slider(parent, given, act)            a labelled slider with a number field beside it
   Course.choice(parent, label, options, act)   a labelled list to choose from
   Course.button(parent, text, act)             a button
   Course.table(parent, caption, heads, names)  a table; gives its cells, row by row
   Course.plot(parent)                          a line chart; gives a function that draws it */
(function () {
  "use strict";
  var Course = window.Course;
  var SVG = "http://www.w3.org/2000/svg";
  var made = 0; /* for ids */

  function make(parent, tag, attributes, text) {
    var drawn = tag === "svg" || parent.namespaceURI === SVG;
    var element = drawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    if (text !== undefined) element.textContent = text;
    return parent.appendChild(element);
  }

  function show(x, digits) {
    if (typeof x !== "number" || isNaN(x)) return "nan";
    if (Math.abs(x) === Infinity) return x > 0 ? "inf" : "−inf";
    var size = Math.abs(x);
    var small = size > 0 && size < 0.5 * Math.pow(10, -digits);
    var text = small || size >= 1e7 ? size.toExponential(2) : size.toFixed(digits);
    return (x < 0 ? "−" : "") + text.replace("e-", "e−").replace("e+", "e");
  }

  /* given: label, value, min, max, step of the slider; least and most of the number where they
     differ; toSlider(value) and fromSlider(position) where the scale is not linear.
     act(value) is called on every change. The result's set(value) changes the value silently. */
  function slider(parent, given, act) {
    var id = "w-" + ++made;
    var least = given.least === undefined ? given.min : given.least;
    var most = given.most === undefined ? given.max : given.most;
    var scaled = given.toSlider !== undefined;
    var place = make(parent, "div", { class: "w-field" });
    make(place, "label", { for: id }, given.label);
    var range = make(place, "input", { type: "range", id: id, min: given.min, max: given.max, step: given.step });
    var number = make(place, "input", {
      type: "number",
      "aria-label": given.label + ", typed",
      min: least,
      max: most,
      step: scaled ? "any" : given.step,
    });

    function placeThumb(value) {
      range.value = scaled ? given.toSlider(value) : value;
      range.setAttribute("aria-valuetext", show(value, 2));
    }
    function set(value) {
      given.value = value;
      number.value = value;
      placeThumb(value);
    }
    range.addEventListener("input", function () {
      var position = Number(range.value);
      set(scaled ? Number(given.fromSlider(position).toPrecision(3)) : position);
      act(given.value);
    });
    number.addEventListener("input", function () {
      var value = number.valueAsNumber;
      if (isNaN(value) || value < least || value > most) return;
      given.value = value;
      placeThumb(value);
      act(value);
    });
    number.addEventListener("change", function () {
      var value = number.valueAsNumber;
      if (isNaN(value)) return set(given.value);
      set(Math.min(Math.max(value, least), most));
      act(given.value);
    });
    set(given.value);
    return { set: set };
  }

  /* options: pairs of a value and its words. */
  function choice(parent, label, options, act) {
    var id = "w-" + ++made;
    var place = make(parent, "div", { class: "w-choice" });
    make(place, "label", { for: id }, label);
    var select = make(place, "select", { id: id });
    options.forEach(function (option) {
      make(select, "option", { value: option[0] }, option[1]);
    });
    select.addEventListener("change", function () {
      act(select.value);
    });
    return select;
  }

  function button(parent, text, act) {
    var element = make(parent, "button", { type: "button", class: "w-button" }, text);
    element.addEventListener("click", act);
    return element;
  }

  /* heads: the words over the columns, the first one over the names of the rows. */
  function table(parent, caption, heads, names) {
    var whole = make(parent, "table", { class: "w-table" });
    make(whole, "caption", {}, caption);
    var line = make(make(whole, "thead"), "tr");
    heads.forEach(function (head) {
      make(line, "th", { scope: "col" }, head);
    });
    var body = make(whole, "tbody");
    return names.map(function (name) {
      var row = make(body, "tr");
      make(row, "th", { scope: "row" }, name);
      return heads.slice(1).map(function () {
        return make(row, "td");
      });
    });
  }

  function ticks(low, high, count) {
    var raw = (high - low) / count;
    var power = Math.pow(10, Math.floor(Math.log10(raw)));
    var step = power * [1, 2, 5, 10].find(function (factor) { return power * factor >= raw * 0.999; });
    var found = [];
    for (var i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) found.push(i * step);
    return found;
  }

  /* The function that draws takes
       label                words for those who do not see the chart
       x, y                 [low, high]; xName, yName: what stands at the axes
       curves               [{class, points: [[x, y], …]}]; a point that is not finite interrupts
       marks                [{class, x, y}]: a dot; without y a vertical line */
  function plot(parent) {
    var width = 340, height = 220, left = 52, right = 10, top = 10, bottom = 42;
    var svg = make(parent, "svg", { class: "w-plot", role: "img", viewBox: "0 0 " + width + " " + height });
    return function (given) {
      svg.setAttribute("aria-label", given.label);
      svg.textContent = "";
      var w = width - left - right, h = height - top - bottom;
      var atX = function (x) { return ((x - given.x[0]) / (given.x[1] - given.x[0])) * w; };
      var atY = function (y) { return (1 - (y - given.y[0]) / (given.y[1] - given.y[0])) * h; };
      var tidy = function (x) { return String(Number(x.toPrecision(6))).replace("-", "−"); };
      ticks(given.x[0], given.x[1], 5).forEach(function (x) {
        make(svg, "path", { class: "w-grid-line", d: "M" + (left + atX(x)) + " " + top + "v" + h });
        make(svg, "text", { x: left + atX(x), y: top + h + 16, "text-anchor": "middle" }, tidy(x));
      });
      ticks(given.y[0], given.y[1], 4).forEach(function (y) {
        make(svg, "path", { class: "w-grid-line", d: "M" + left + " " + (top + atY(y)) + "h" + w });
        make(svg, "text", { x: left - 5, y: top + atY(y) + 4, "text-anchor": "end" }, tidy(y));
      });
      make(svg, "text", { x: left + w / 2, y: height - 6, "text-anchor": "middle" }, given.xName);
      var turn = "translate(11 " + (top + h / 2) + ") rotate(-90)";
      make(svg, "text", { transform: turn, "text-anchor": "middle" }, given.yName);
      /* An inner svg cuts off what leaves the frame. */
      var inner = make(svg, "svg", { x: left, y: top - 4, width: w, height: h + 8 });
      var far = function (y) { return Math.min(Math.max(atY(y), -50), h + 50) + 4; };
      given.curves.forEach(function (curve) {
        var pen = "M";
        var path = curve.points.map(function (point) {
          if (!isFinite(point[1])) {
            pen = "M";
            return "";
          }
          var step = pen + atX(point[0]).toFixed(2) + " " + far(point[1]).toFixed(2);
          pen = "L";
          return step;
        });
        make(inner, "path", { class: "w-curve " + curve.class, d: path.join("") });
      });
      (given.marks || []).forEach(function (mark) {
        var x = atX(mark.x);
        if (mark.y === undefined) make(inner, "path", { class: "w-line " + mark.class, d: "M" + x + " 0v" + (h + 8) });
        else if (isFinite(mark.y)) make(inner, "circle", { class: "w-dot " + mark.class, cx: x, cy: far(mark.y), r: 4.5 });
      });
    };
  }

  Course.make = make;
  Course.show = show;
  Course.slider = slider;
  Course.choice = choice;
  Course.button = button;
  Course.table = table;
  Course.plot = plot;
  Course.widgetMath = {}; /* the computations of the widgets, by name, for the tests */
})();

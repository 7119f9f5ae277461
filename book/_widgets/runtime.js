/* What every widget shares: finding its place on the page, and a state in the page's address.

   Course.widget(name, init) calls init(stage, state) once for each place of the widget on the page.

   stage            an empty element to draw in; label it with aria-label
   state.get(key)   the text kept under key, or undefined
   state.numbers(key, fallback)   the same as an array of finite numbers
   state.set({key: text, ...})    keep texts; values are text, numbers or arrays of numbers

   The address holds "#<figure id>:key=value;key=value". Opening such an address scrolls to the
   figure and starts it in that state; otherwise the widget starts from its preset. */
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
        history.replaceState(null, "", "#" + figure.id + ":" + text.join(";"));
      },
    };
  }

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
})();

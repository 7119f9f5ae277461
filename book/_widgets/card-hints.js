/* A deck of 32 cards and hints about one of them: what each hint is worth in bits. */
(function () {
  "use strict";
  var kit = Course.kit;
  var TEXT = Course.words("card-hints", {
    label: "Hints about one of 32 cards",
    picture: "The deck: what the hints have left is drawn, the rest is faint.",
    caption: "What each hint brought, in the order in which it was heard",
    heads: ["hint", "cards left", "bits"],
    none: "No hint yet: 32 cards, five questions to go.",
    total: "together",
    unheard: ["first hint", "second hint", "third hint", "fourth hint", "fifth hint"],
    words: function (left, saved, open) {
      return left + " of 32 cards left. The hints were worth log₂(32/" + left + ") = " + saved +
        " bits, and log₂ " + left + " = " + open + " bits are missing.";
    },
  });
  var RANKS = ["7", "8", "9", "10", "J", "Q", "K", "A"];
  var SUITS = ["♥", "♦", "♣", "♠"];
  /* What is true of the seven of hearts, and of which other cards. */
  var HINTS = [
    ["it is red", function (rank, suit) { return suit < 2; }],
    ["it is a heart", function (rank, suit) { return suit === 0; }],
    ["it is a seven", function (rank) { return rank === 0; }],
    ["it has a number", function (rank) { return rank < 4; }],
    ["it is not the ace of spades", function (rank, suit) { return rank < 7 || suit < 3; }],
  ];
  Course.rename(HINTS, TEXT.presets);
  var ROW = 34;
  var HEIGHT = 4 * ROW;

  /* state.heard: indices of HINTS in the order of hearing. Gives for each the cards that it left
     and its bits, and for each card whether it is left. */
  function compute(state) {
    var deck = [];
    for (var suit = 0; suit < 4; suit++) for (var rank = 0; rank < 8; rank++) deck.push([rank, suit]);
    var kept = deck.map(function () { return true; });
    var left = [32];
    state.heard.forEach(function (hint) {
      kept = kept.map(function (there, i) {
        return there && HINTS[hint][1](deck[i][0], deck[i][1]);
      });
      left.push(kept.filter(Boolean).length);
    });
    return {
      kept: kept,
      left: left.slice(1),
      bits: left.slice(1).map(function (n, i) { return Math.log2(left[i] / n); }),
      total: Math.log2(32 / left[left.length - 1]),
      missing: Math.log2(left[left.length - 1]),
    };
  }
  Course.widgetMath["card-hints"] = { compute: compute };

  /* The address names the hints from 1; 0 stands for none. */
  function usable(list) {
    var heard = list.map(function (n) { return n - 1; }).filter(function (n) { return n in HINTS; });
    return heard.filter(function (n, i) { return heard.indexOf(n) === i; });
  }

  Course.widget("card-hints", function (stage, state) {
    var heard = usable(state.numbers("h", [0]));
    stage.setAttribute("aria-label", TEXT.label);
    var redraw = kit.picture(stage, HEIGHT, TEXT.picture, draw);
    var buttons = kit.add(stage, "div", { class: "kit-buttons card-buttons" });
    var pressed = HINTS.map(function (hint, i) {
      return kit.button(buttons, hint[0], function () {
        var at = heard.indexOf(i);
        change(at < 0 ? heard.concat([i]) : heard.filter(function (n) { return n !== i; }));
      });
    });
    var says = kit.add(stage, "p", { class: "kit-words card-words", "aria-live": "polite" });
    var body = kit.table(stage, TEXT.caption, TEXT.heads);

    function change(next) {
      heard = next;
      update();
      state.set({ h: heard.length ? heard.map(function (n) { return n + 1; }) : 0 });
    }

    function update() {
      var now = compute({ heard: heard });
      pressed.forEach(function (button, i) {
        button.setAttribute("aria-pressed", String(heard.indexOf(i) >= 0));
      });
      var count = now.left.length ? now.left[now.left.length - 1] : 32;
      says.textContent = heard.length
        ? TEXT.words(count, kit.number(now.total, 2), kit.number(now.missing, 2))
        : TEXT.none;
      body.textContent = "";
      HINTS.forEach(function (hint, i) {
        var known = i < heard.length;
        var cells = known ? [String(now.left[i]), kit.number(now.bits[i])] : ["–", "–"];
        kit.row(body, known ? HINTS[heard[i]][0] : TEXT.unheard[i], cells);
      });
      kit.row(body, TEXT.total, [String(count), kit.number(now.total)]);
      body.lastChild.className = "kit-total";
      redraw();
    }

    function draw(svg, width) {
      var now = compute({ heard: heard });
      var room = Math.min(width / 8, 64);
      now.kept.forEach(function (there, i) {
        var x = (i % 8) * room, y = Math.floor(i / 8) * ROW;
        var kind = (there ? "card-left" : "card-gone") + (i < 16 ? " card-red" : "");
        kit.add(svg, "rect", { x: x + 2, y: y + 2, width: room - 4, height: ROW - 4, rx: 4, class: kind });
        var place = { x: x + room / 2, y: y + ROW / 2 + 5, "text-anchor": "middle", class: kind };
        kit.add(svg, "text", place, RANKS[i % 8] + SUITS[Math.floor(i / 8)]);
      });
    }
    update();
  });
})();

"""Interactive figures: entropy, divergence, outlier, denominators and finite differences.

The figures are cut out of their chapters and built on pages of their own, so the book need not be
built. Their numbers are compared with NumPy and SciPy.
"""

import itertools

import numpy as np
import pytest
from scipy import integrate, special, stats

from .widget_pages import AXE, RUN_AXE, address_of, block_of, press

pytestmark = pytest.mark.browser

FIGURES = (
    "card-hints",
    "entropy-areas",
    "kl-both-ways",
    "kl-overlap",
    "outlier-losses",
    "denominators",
    "finite-difference",
)
COMPUTE = "([name, state]) => Course.widgetMath[name].compute(state)"
OVERFLOW = """() => {
  const stage = document.querySelector(".widget-stage");
  return [stage.scrollWidth - stage.clientWidth,
          document.documentElement.scrollWidth - innerWidth];
}"""


@pytest.fixture(scope="module")
def compute(widget_pages, browser):
    """The figure's own computation, in the browser."""
    page = browser.new_page()

    def run(name, **state):
        if name not in page.url:
            page.goto(address_of(widget_pages, name))
        return page.evaluate(COMPUTE, [name, state])

    yield run
    page.close()


def same(found, expected, atol=1e-300):
    """Are the numbers equal to nine digits, or both too small to have digits?"""
    found = np.array(found, dtype=float)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=atol)


# What the words that stand in for the figure must say; the numbers are checked further below.
WORDS = {
    "card-hints": ["8 of the 32 cards and is worth 2 bits", "worth 5 bits", "0.0458 bits"],
    "entropy-areas": ["1.7500 bits", "1.2130 nats", "3.364", "0.5791 bits"],
    "kl-both-ways": ["2.2500 and 2.3750", "−0.2500, 0.5000, 0.2500", "1.0000, −0.2500, −0.1250"],
    "kl-overlap": ["1.3218", "0.1968", "1.1250 nats", "0.4533", "0.0455", "0.3181", "0.8069"],
    "outlier-losses": ["334, 330 and 334", "88, 28, 8, −32 and −92", "1018, 330 and 335"],
    "denominators": ["≈ 1.8210", "1 + 2 + 2 = 5", "0.3642", "0.6070"],
    "finite-difference": ["0.731058578630", "9.8 · 10⁻⁴", "1.5 · 10⁻⁶"],
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_figure_stands_in_its_chapter(name):
    """Has the chapter the figure, once, with a first state and words that give its numbers?"""
    head, words = block_of(name).split("\n\n", 1)
    assert all(f":{option}:" in head for option in ("name", "caption", "preset"))
    for piece in WORDS[name]:
        assert piece in words


WEIGHTS = [
    [1 / 2, 1 / 4, 1 / 8, 1 / 8],
    [0.91, 0.03, 0.03, 0.03],
    [0.9, 0.1],
    [1, 1, 1, 1, 1, 1],
    [3, 1, 2, 0, 5],
    [1, 0, 0],
    [1e-300, 1, 1],
    [1e12, 1],
]


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_entropy_areas_computes(compute, weights):
    """Are information, areas, entropy and perplexity those of SciPy, with zeros and extremes?"""
    now = compute("entropy-areas", p=weights)
    p = np.array(weights) / np.sum(weights)
    same(now["p"], p)
    with np.errstate(divide="ignore"):
        same(now["information"], -np.log(p))
    same(now["areas"], special.entr(p))
    same(now["entropy"], special.entr(p).sum())
    same(now["bits"], special.entr(p).sum() / np.log(2))
    same(now["perplexity"], np.exp(special.entr(p).sum()))


def test_entropy_areas_knows_the_stations(compute):
    """Are the numbers in the chapter those of the figure?"""
    second = compute("entropy-areas", p=WEIGHTS[0])
    same([second["bits"], second["entropy"]], [1.75, 1.75 * np.log(2)])
    same([second["perplexity"]], [2**1.75])
    desert = compute("entropy-areas", p=WEIGHTS[1])
    assert abs(desert["bits"] - 0.5791) < 5e-5


PAIRS = [
    ([1 / 8, 1 / 2, 1 / 4, 1 / 8], [1 / 2, 1 / 4, 1 / 8, 1 / 8]),
    ([0.3, 0.7], [0.7, 0.3]),
    ([0.5, 0.5], [0.25, 0.75]),
    ([0.5, 0.5, 0], [1, 0, 0]),
    ([1, 0, 0], [0.5, 0.5, 0]),
    ([0, 0, 1], [0, 0, 1]),
    ([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]),
    ([1, 1], [1e-250, 1]),
    ([1, 1e-250], [1, 1]),
]


def the_deck():
    """The cards, each a rank and a suit, and for each hint those of which it is true."""
    deck = set(itertools.product(range(8), range(4)))
    red, heart = {c for c in deck if c[1] < 2}, {c for c in deck if c[1] == 0}
    seven, number = {c for c in deck if c[0] == 0}, {c for c in deck if c[0] < 4}
    return deck, [red, heart, seven, number, deck - {(7, 3)}]


@pytest.mark.parametrize(
    "heard", [[], [0], [1], [2], [3], [4], [0, 1, 2], [2, 1, 0], [4, 3, 2, 1, 0]]
)
def test_card_hints_computes(compute, heard):
    """Are the cards left and the bits those of sets, and is the sum the same in every order?"""
    left, hints = the_deck()
    now = compute("card-hints", heard=heard)
    for i, hint in enumerate(heard):
        before, left = len(left), left & hints[hint]
        assert now["left"][i] == len(left)
        same([now["bits"][i]], [np.log2(before / len(left))])
    assert sum(now["kept"]) == len(left)
    same([sum(now["bits"])], [now["total"]])
    same([now["total"] + now["missing"]], [5])


@pytest.mark.parametrize(
    "at", [(0, 1, 1.5, 1), (-2, 1, 2, 1), (0, 0.8, 0, 1.6), (0, 2, 3, 0.4), (1, 1, 1, 1)], ids=str
)
def test_kl_overlap_computes(compute, at):
    """Are both divergences, the areas and what the bells share those of SciPy?"""
    now = compute("kl-overlap", at=list(at))
    x = np.linspace(-25, 25, 500_001)
    p, q = (stats.norm.logpdf(x, *pair) for pair in (at[:2], at[2:]))
    term = np.exp(p) * (p - q)
    areas = [np.clip(term, 0, None), np.clip(-term, 0, None), np.exp(np.minimum(p, q))]
    expected = [integrate.trapezoid(area, x) for area in areas]
    found = [now[name] for name in ("above", "below", "overlap")]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-12)
    same([now["forward"]], [integrate.trapezoid(term, x)], atol=1e-12)
    same([now["reverse"]], [integrate.trapezoid(np.exp(q) * (q - p), x)], atol=1e-12)
    np.testing.assert_allclose(now["above"] - now["below"], now["forward"], rtol=0, atol=1e-6)


@pytest.mark.parametrize(("p", "q"), PAIRS, ids=str)
def test_kl_both_ways_computes(compute, p, q):
    """Are terms, divergences and cross-entropies those of SciPy, with zeros in either place?"""
    now = compute("kl-both-ways", p=p, q=q)
    p, q = np.array(p) / np.sum(p), np.array(q) / np.sum(q)
    same(now["forward"], special.rel_entr(p, q))
    same(now["reverse"], special.rel_entr(q, p))
    same(now["klForward"], special.rel_entr(p, q).sum())
    same(now["klReverse"], special.rel_entr(q, p).sum())
    same(now["entropyP"], special.entr(p).sum())
    same(now["entropyQ"], special.entr(q).sum())
    same(now["crossPQ"], -special.xlogy(p, q).sum())
    same(now["crossQP"], -special.xlogy(q, p).sum())


def test_kl_both_ways_knows_the_weather(compute):
    """Are the numbers in the chapter those of the figure?"""
    now = compute("kl-both-ways", p=PAIRS[0][0], q=PAIRS[0][1])
    bit = np.log(2)
    same(np.array(now["forward"]) / bit, [-0.25, 0.5, 0.25, 0])
    same(np.array(now["reverse"]) / bit, [1, -0.25, -0.125, 0])
    same(np.array([now["crossPQ"], now["crossQP"]]) / bit, [2.25, 2.375])


def huber_center(y, delta):
    """The middle of all constants that balance the clipped residuals, by bisection."""
    ends = []
    for sign in (1, -1):  # the lowest of them, then the highest
        low, high = np.min(y), np.max(y)
        for _ in range(200):
            c = (low + high) / 2
            balance = np.clip(c - y, -delta, delta).sum()
            if balance < -sign * 1e-9:
                low = c
            else:
                high = c
        ends.append(c)
    return np.mean(ends)


HOUSES = [290, 320, 330, 350]
STREETS = [([*HOUSES, x], d) for x in (200, 260, 325, 330, 380, 385, 700, 3800, 1e6) for d in (50,)]
STREETS += [([*HOUSES, 1000], d) for d in (1, 7, 30, 1000)]
STREETS += [([*HOUSES, 0], 1), ([0, 0, 100, 100], 10), ([1, 2], 0.5), ([5, 5, 5, 5], 3)]
STREETS += [([0.1, 0.2, 0.7, 12.5, -3.3, 8.8], 0.4)]


@pytest.mark.parametrize(("y", "delta"), STREETS, ids=str)
def test_outlier_losses_computes(compute, y, delta):
    """Are constants, losses and slopes right, and do the rates agree with differences?"""
    squared, absolute, huber = compute("outlier-losses", y=y, delta=delta)
    y = np.array(y, dtype=float)
    centers = [np.mean, np.median, lambda y: huber_center(y, delta)]
    # Where the balance is flat, the ends of its zeros are found to the tolerance of the bisection.
    same([fit["constant"] for fit in (squared, absolute)], [y.mean(), np.median(y)])
    same(huber["constant"], huber_center(y, delta), atol=1e-8)

    r = squared["constant"] - y
    same([squared["loss"], *squared["slopes"]], [np.mean(r**2), *(2 * r)])
    r = absolute["constant"] - y
    same([absolute["loss"], *absolute["slopes"]], [np.mean(np.abs(r)), *np.sign(r)])
    r = huber["constant"] - y
    same(huber["loss"], special.huber(delta, r).mean())
    same(huber["slopes"], np.clip(r, -delta, delta))
    size = np.abs(y).sum() + delta
    assert abs(np.sum(squared["slopes"])) < 1e-12 * size
    assert abs(np.sum(huber["slopes"])) < 1e-12 * size

    h = 1e-3 * (1 + abs(y[-1])) / 1000
    step = np.eye(len(y))[-1] * h
    for center, fit in zip(centers, (squared, absolute, huber), strict=True):
        if not np.isnan(fit["rate"]):
            rate = (center(y + step) - center(y - step)) / (2 * h)
            np.testing.assert_allclose(fit["rate"], rate, atol=1e-4)


def test_outlier_losses_knows_the_street(compute):
    """Are the constants and slopes in the chapter those of the figure?"""
    sold = compute("outlier-losses", y=[*HOUSES, 380], delta=50)
    typo = compute("outlier-losses", y=[*HOUSES, 3800], delta=50)
    same([fit["constant"] for fit in sold], [334, 330, 334])
    same([fit["constant"] for fit in typo], [1018, 330, 335])
    slopes = [[88, 28, 8, -32, -92], [1, 1, 0, -1, -1], [44, 14, 4, -16, -46]]
    same([fit["slopes"] for fit in sold], slopes)
    same([fit["slopes"][-1] for fit in typo], [-5564, -1, -50])
    same([fit["rate"] for fit in typo], [0.2, 0, 0])
    seam = compute("outlier-losses", y=[*HOUSES, 385], delta=50)
    assert np.isnan(seam[2]["rate"])


def row_losses(A, T, w, eps):
    """The loss of each row by PS6: −Σ over classes of w · ((1 − ε)t + ε/C) · log p."""
    A = np.array(A, dtype=float)
    shifted = A - A.max(axis=1, keepdims=True)
    logp = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    mixed = (1 - eps) * np.array(T, dtype=float) + eps / A.shape[1]
    return -(np.array(w) * mixed * logp).sum(axis=1)


OPENING = [[1, 2], [1, 3], [1, 3]]
FOUR = [[2, 1, 0.1], [1.2, 2.5, 0.3], [0.1, 2, 1.9], [5, 1, -1]]
BATCHES = [
    (OPENING, [0, 1, 1], [1, 2]),
    (FOUR, [0, 2, 1, 0], [1, 2, 3]),
    (FOUR, [0, 2, -100, 1], [1, 0, 3]),
    ([[2, 1, 0.1]], [1], [1, 10, 3]),
    ([[1000, 0], [0, 1000], [-10000, 10000]], [1, 1, 0], [1, 2]),
    ([[0, 0, 0, 0], [7, 7, 7, 7]], [3, 0], [0.5, 1, 1, 0.25]),
    ([[5, 1, -1], [-2, 6, 0]], [0, 2], [1, 1, 1]),
]
OPTIONS = list(itertools.product([True, False], [0, 0.1, 1], ["mean", "sum", "none"]))


@pytest.mark.parametrize("ignore", [-100, 0, -1])
@pytest.mark.parametrize(("A", "t", "w"), BATCHES, ids=str)
def test_denominators_computes_labels(compute, A, t, w, ignore):
    """Is the loss of labels right for every combination of options?"""
    C = len(w)
    keep = np.array(t) != ignore
    for weighted, eps, reduction in OPTIONS:
        state = {"kind": "labels", "Y": [], "ignore": ignore, "eps": eps, "reduction": reduction}
        now = compute("denominators", A=A, t=t, w=w, weighted=weighted, **state)
        if -100 in np.array(t)[keep]:
            assert "IndexError" in now["error"]
            continue
        used = np.array(w if weighted else np.ones(C), dtype=float)
        T = np.eye(C)[np.where(keep, t, 0)]
        parts = np.where(keep, row_losses(A, T, used, eps), 0)
        counts = np.where(keep, used[np.where(keep, t, 0)], 0)
        same([row["top"] for row in now["rows"]], parts)
        assert [row["kept"] for row in now["rows"]] == keep.tolist()
        if reduction == "none":
            same(now["loss"], parts)
            continue
        bottom = counts.sum() if reduction == "mean" else 1
        same([now["numerator"], now["denominator"]], [parts.sum(), bottom])
        same(now["loss"], parts.sum() / bottom if bottom else np.nan)
        if reduction == "mean":
            same([row["low"] for row in now["rows"]], counts)


@pytest.mark.parametrize(
    "Y",
    [
        np.eye(3)[[0, 2, 1, 0]],
        np.full((4, 3), 1 / 3),
        np.array([[0.7, 0.3, 0], [0.2, 0.3, 0.5], [0, 0, 0], [1, 1, 1]]),
    ],
    ids=["hard", "uniform", "odd"],
)
def test_denominators_computes_probabilities(compute, Y):
    """Do probabilities divide by the number of rows, with any weights?"""
    for weighted, eps, reduction in OPTIONS:
        state = {"kind": "probs", "ignore": -100, "eps": eps, "reduction": reduction}
        state |= {"t": [0, 0, 0, 0], "Y": Y.tolist(), "w": [1, 2, 3], "weighted": weighted}
        now = compute("denominators", A=FOUR, **state)
        parts = row_losses(FOUR, Y, [1, 2, 3] if weighted else 1, eps)
        expected = {"mean": parts.sum() / 4, "sum": parts.sum(), "none": parts}[reduction]
        same(now["loss"], expected)


def calculate(compute, A, t, w, **options):
    """A loss of labels with weights, or what the options change."""
    state = {"kind": "labels", "Y": [], "weighted": True, "ignore": -100, "eps": 0}
    state |= {"reduction": "mean"} | options
    return compute("denominators", A=A, t=t, w=w, **state)


def test_denominators_knows_the_chapter(compute):
    """Are the numbers that the chapter and the seeds print those of the figure?"""
    now = calculate(compute, OPENING, [0, 1, 1], [1, 2])
    assert now["denominator"] == 5
    assert abs(now["numerator"] - 1.8210) < 5e-5
    assert abs(now["loss"] - 0.3642) < 5e-5
    hard = np.eye(2)[[0, 1, 1]].tolist()
    soft = calculate(compute, OPENING, [0, 1, 1], [1, 2], kind="probs", Y=hard)
    assert (soft["denominator"], soft["numerator"]) == (3, now["numerator"])
    assert abs(soft["loss"] - 0.6070) < 5e-5
    six = [{"weighted": False}, {}, {"weighted": False, "ignore": 9}, {"ignore": 9}]
    six += [{"ignore": 9, "eps": 0.1}]
    six += [{"kind": "probs", "Y": np.eye(3)[[0, 2, 1, 0]].tolist()}]
    for options, mean in zip(six, [0.9205, 1.3502, 1.2205, 1.5717, 1.5622, 2.3628], strict=True):
        labels = [0, 2, 1, 9 if "ignore" in options else 0]
        assert abs(calculate(compute, FOUR, labels, [1, 2, 3], **options)["loss"] - mean) < 5e-5


def test_denominators_is_nan_or_an_error_where_pytorch_is(compute):
    """Is 0/0 nan, whatever makes it so, and does a label out of bounds stop the computation?"""
    ignored = calculate(compute, OPENING, [-100] * 3, [1, 2])
    assert np.isnan(ignored["loss"])
    assert (ignored["numerator"], ignored["denominator"]) == (0, 0)
    for eps in (0, 0.1):
        assert np.isnan(calculate(compute, OPENING, [1, 1, 1], [1, 0], eps=eps)["loss"])
    assert calculate(compute, OPENING, [-100] * 3, [1, 2], reduction="sum")["loss"] == 0
    assert "IndexError" in calculate(compute, OPENING, [0, 2, 1], [1, 2])["error"]
    assert "IndexError" in calculate(compute, OPENING, [0, -100, 1], [1, 2], ignore=-1)["error"]
    soft = calculate(compute, OPENING, [0, 1, 1], [1, 2], kind="probs", Y=[[1, 0]] * 3, ignore=0)
    assert "RuntimeError" in soft["error"]


FUNCTIONS = {
    "cube": (lambda x: x * x * x, lambda x: 3 * x * x),
    "exp": (np.exp, np.exp),
    "softplus": (lambda x: np.log1p(np.exp(x)), special.expit),
    "sin": (np.sin, np.cos),
}


@pytest.mark.parametrize("x", [1, -5, 0.3, 5])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_finite_difference_computes(compute, name, x):
    """Are the estimates those of NumPy, as far as the rounding of the function's values allows?"""
    f, slope = FUNCTIONS[name]
    x = np.float64(x)
    for power in np.arange(-20, 0.25, 0.25):
        h = 10.0**power
        now = compute("finite-difference", f=name, x=float(x), h=h)
        same(now["slope"], slope(x))
        found = now["estimates"]
        noise = 4 * np.spacing(max(abs(f(x - h)), abs(f(x + h)))) / h
        noise = 0 if name == "cube" else noise  # made of products, which all round alike
        same(found["forward"], (f(x + h) - f(x)) / h, atol=noise)
        same(found["central"], (f(x + h) - f(x - h)) / (2 * h), atol=noise)
        same(found["complex"], f(x + 1j * h).imag / h)
        for method, estimate in found.items():
            assert now["errors"][method] == abs(estimate - now["slope"])


def test_finite_difference_shows_the_valleys(compute):
    """Do the errors behave as the chapter says: two valleys, and one way down?"""
    errors = {
        power: compute("finite-difference", f="softplus", x=1, h=10.0**power)["errors"]
        for power in (-17, -8, -5, -2)
    }
    assert errors[-2]["forward"] == pytest.approx(9.8e-4, rel=0.01)
    assert errors[-2]["central"] == pytest.approx(1.5e-6, rel=0.01)
    assert errors[-2]["complex"] == pytest.approx(1.5e-6, rel=0.01)
    assert errors[-5]["forward"] == pytest.approx(9.8e-7, rel=0.01)
    assert errors[-5]["complex"] == pytest.approx(1.5e-12, rel=0.01)
    assert errors[-5]["central"] < 3e-11
    assert errors[-17]["forward"] == errors[-17]["central"] == special.expit(1)
    assert errors[-17]["complex"] < 1e-15


# What to press, beginning in the field with this label; then a piece of the address to wait for.
KEYS = {
    "card-hints": [
        ("it is red", "Space", "h=1"),
        ("it is a seven", "Enter", "h=1,3"),
        ("it is red", "Space", "h=3"),
    ],
    "entropy-areas": [
        ("Unit", "ArrowUp", "unit=nats"),
        ("Outcomes", "ArrowUp", "p=0.571428"),
        ("p of sun", "Home", "p=0,"),
        ("p of cloud", "End", "p=0,1,0;"),
        ("Start from", "b", "p=0.9,0.1;"),
    ],
    "kl-both-ways": [
        ("p of cloud", "ArrowRight", "p=0.12475,0.501,"),
        ("q of fog", "Home", ",0;unit=bits"),
        ("Unit", "n", "unit=nats"),
        ("Start from", "m", "p=0.3,0.7;q=0.7,0.3"),
    ],
    "kl-overlap": [
        ("mean of q, the belief", "ArrowRight", "at=0,1,1.55,1"),
        ("width of p", "End", "at=0,2,1.55,1"),
        ("Start from", "f", "at=-2,1,2,1"),
    ],
    "outlier-losses": [
        ("Fifth price", "ArrowRight", "x=381"),
        ("Fifth price, typed", "Control+a 3800", "x=3800"),
        ("Huber’s δ", "End", "delta=1000"),
        ("Start from", "o", "delta=50"),
    ],
    "denominators": [
        ("reduction", "s", "reduction=sum"),
        ("label_smoothing", "End", "eps=1"),
        ("ignore_index", "Control+a 1", "ignore=1"),
        ("class weights", "Space", "weighted=0"),
        ("weight of class 1", "Control+a 2.5", "w=1,2.5"),
        ("row 2, logit of class 0", "Control+a -4", "a=1,2,1,3,-4,3"),
        ("label of row 0", "ArrowDown", "t=1,1,1"),
        ("Targets", "p", "kind=probs"),
        ("row 1, probability of class 0", "Control+a .5", "y=0,1,0.5,1,0,1"),
        ("Start from", "v", "a=1000,0,"),
    ],
    "finite-difference": [
        ("Step h", "ArrowRight", "logh=-7.75"),
        ("Step h", "Home", "logh=-20"),
        ("at x", "Control+a -1.5", "x=-1.5"),
        ("Function f", "s", "f=sin"),
    ],
}


@pytest.mark.parametrize("name", FIGURES)
def test_everything_works_by_keyboard_and_can_be_linked(show, name):
    """Do keys move every kind of field, and does the address bring the state back?"""
    page = show(name)
    for label, keys, piece in KEYS[name]:
        button = page.get_by_role("button", name=label, exact=True)
        page.get_by_label(label, exact=True).or_(button).focus()
        press(page, keys)
        page.wait_for_function("(piece) => location.hash.includes(piece)", arg=piece)
    stage = page.locator(".widget-stage")
    shown = stage.inner_text()
    assert "undefined" not in shown
    again = show(name, page.url.split(":", 2)[2])
    assert again.locator(".widget-stage").inner_text() == shown


# The handle to drag, how far, and a piece of the address to wait for.
DRAGS = {
    "entropy-areas": ("0", (2000, 0), "p=0.75,0,"),
    "kl-both-ways": ("10", (0, 1000), "q=0,"),
    "kl-overlap": ("2", (2000, 0), "at=0,1,3,1"),
    "outlier-losses": ("last", (2000, 0), "x=1100"),
    "finite-difference": ("h", (2000, 0), "logh=0"),
}


def drag_by_mouse(page, places):
    first, *others = places
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        page.mouse.move(*place)
    page.mouse.up()


def drag_by_finger(page, places):
    session = page.context.new_cdp_session(page)
    for kind, place in zip(["touchStart", *["touchMove"] * (len(places) - 1)], places, strict=True):
        points = [{"x": place[0], "y": place[1]}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("drag", [drag_by_mouse, drag_by_finger])
@pytest.mark.parametrize("name", DRAGS)
def test_handles_can_be_dragged(show, name, drag):
    """Does the picture follow the pointer, also when it leaves the picture?"""
    handle, (right, down), piece = DRAGS[name]
    page = show(name, has_touch=True)
    box = page.locator(f'[data-handle="{handle}"]').first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    places = [(x, y), (x + right / 2, y + down / 2), (x + right, y + down)]
    if drag is drag_by_finger:  # which cannot leave the screen
        places = [(min(right, 1270), min(down, 890)) for right, down in places]
    drag(page, places)
    page.wait_for_function("(piece) => location.hash.includes(piece)", arg=piece)
    held, scrolled = page.url, page.evaluate("scrollY")
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    assert page.url == held
    assert scrolled == 0, "the finger must move the handle, not the page"


ODD = {
    "card-hints": ["h=9", "h=1,1,2", "h=x", "h=-1,0"],
    "kl-overlap": ["at=1", "at=0,0,0,0", "at=9,1,0,1", "at=x"],
    "entropy-areas": ["p=1,-1", "p=0,0", "p=1", "p=nan,1", "p=1,1,1,1,1,1,1;unit=toString"],
    "kl-both-ways": ["p=1,1;q=1,1,1", "p=0,0;q=1,1", "p=x;q=1"],
    "outlier-losses": ["x=ten;delta=-5", "y=1;x=5", "y=1,2,3,4,5,6,7,8", "x=1e300;delta=0"],
    "denominators": ["a=1,2;t=0,1;w=1,2", "t=7,0,1", "kind=cats;eps=9;reduction=max", "w=1"],
    "finite-difference": ["f=toString;x=1", "f=cube;x=99;logh=-99", "x=;logh="],
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_damaged_address_does_no_harm(show, name):
    """Does a figure start from something sensible when its address makes no sense?"""
    for state in ODD[name]:
        shown = show(name, state).locator(".widget-stage").inner_text()
        assert "NaN" not in shown
        assert "undefined" not in shown


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", FIGURES)
def test_the_figure_is_accessible_and_fits(show, name, width, theme):
    """Does axe-core find nothing in the figure, and does nothing stick out of it?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    page = show(name, width=width, theme=theme)
    assert page.locator(".widget-stage").is_visible()
    assert not page.locator(".widget-fallback").is_visible()
    assert page.evaluate(OVERFLOW) == [0, 0]
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE) == []

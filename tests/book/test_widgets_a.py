"""Interactive figures: softmax, cross-entropy, coin and binary loss, in a browser.

The figures are cut out of their chapters and built on pages of their own, so the book need not be
built. Their numbers are compared with NumPy, SciPy and, at the extremes, Python's decimals.
"""

from decimal import Decimal, getcontext

import numpy as np
import pytest
from scipy import special, stats

from .widget_pages import AXE, RUN_AXE, address_of, block_of, press

pytestmark = pytest.mark.browser

FIGURES = (
    "softmax-explorer",
    "cross-entropy-lab",
    "coin-likelihood",
    "stable-bce",
    "surprise-gradient",
)
# JSON has no word for numbers that are not finite, so lists of text come back.
COMPUTE = """([name, state]) => {
  const plain = (x) => Array.isArray(x) ? x.map(plain) : typeof x === "number" ? String(x) : x;
  const result = Course.widgetMath[name].compute(state);
  return Object.fromEntries(Object.keys(result).map((key) => [key, plain(result[key])]));
}"""
TINY = 1e-300  # what is smaller has lost digits by underflow

A1 = [[5, 1, -1], [-2, 6, 0]]
A2 = [[2, 1, 0.1], [0.1, 2, 1.9]]
A3 = [[2, 1, 0.1], [1.2, 2.5, 0.3]]
getcontext().prec = 500  # enough for the distance of 1/(1 + exp(−1000)) from 1


@pytest.mark.parametrize("name", FIGURES)
def test_the_figure_stands_in_its_chapter(name):
    """Has the chapter the figure, once, with a name, a caption, a first state and words for it?"""
    block = block_of(name)
    assert all(f":{option}:" in block for option in ("name", "caption", "preset"))
    assert len(block.split("\n\n", 1)[1]) > 200


@pytest.fixture(scope="module")
def compute(widget_pages, browser):
    """The figure's own computation, in the browser, as NumPy arrays."""
    page = browser.new_page()

    def run(name, **state):
        if name not in page.url:
            page.goto(address_of(widget_pages, name))
        found = page.evaluate(COMPUTE, [name, state])
        keep = {key: value for key, value in found.items() if isinstance(value, bool)}
        rest = {key: value for key, value in found.items() if key not in keep}
        return {key: np.array(value, dtype=float) for key, value in rest.items()} | keep

    yield run
    page.close()


def same(found, expected):
    """Are the numbers equal to nine digits, or both too small to have digits?"""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=TINY)


def exact_softmax(z):
    """Probabilities, their complements and the log-sum-exp, with hundreds of digits."""
    z = [Decimal(float(x)) for x in z]
    powers = [(x - max(z)).exp() for x in z]
    p = [x / sum(powers) for x in powers]
    return p, [1 - x for x in p], max(z) + sum(powers).ln()


SCORES = [
    *[row for rows in (A1, A2, A3) for row in rows],
    [2, 1, -1],
    [0.1, 0.2],
    [1000, 999, 998.1],
    [-1000, -1001, -1001.9],
    [100, 100, 100],
    [1000, 1000, 0],
    [40, 0, 0, 0, -700],
]


@pytest.mark.parametrize("T", [1, 0.05, 0.5, 7, 1000])
@pytest.mark.parametrize("z", SCORES, ids=str)
def test_softmax_explorer_computes(compute, z, T):
    """Are probabilities, log-sum-exp and Jacobian those of SciPy, for small and huge scores?"""
    now = compute("softmax-explorer", z=z, T=T)
    scaled = np.array(z) / T
    same(now["p"], special.softmax(scaled))
    same(now["lse"], special.logsumexp(scaled))
    same(now["bound"], scaled.max() + np.log(len(z)))
    p, rest, lse = exact_softmax(scaled)
    same(now["above"], float(lse - Decimal(float(scaled.max()))))
    jacobian = [[a * (rest[i] if i == j else -b) for j, b in enumerate(p)] for i, a in enumerate(p)]
    same(now["jacobian"], np.array(jacobian, dtype=float) / T)
    with np.errstate(over="ignore", invalid="ignore"):
        same(now["naive"], np.exp(scaled) / np.exp(scaled).sum())


def hot(*labels):
    """Labels as rows of zeros and ones."""
    return np.eye(3)[list(labels)].tolist()


BATCHES = [
    (A1, hot(0, 2)),
    (A2, hot(1, 0)),
    (A3, hot(0, 2)),
    ([[2, 1, -1]] * 2, hot(0, 2)),
    ([[1000, 0, 0], [0, 0, 0]], hot(1, 0)),
    ([[-1000, 1000, 999], [700, -40, 0]], hot(0, 0)),
    (A2, [[0.7, 0.3, 0], [0.1, 0.8, 0.1]]),
    (A2, [[0.5, 1, 0.5], [0, 0.5, 0]]),
]


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize(("A", "Y"), BATCHES, ids=str)
def test_cross_entropy_lab_computes(compute, A, Y, reduction):
    """Are probabilities, losses and gradient those of SciPy, for hard, soft and odd targets?"""
    now = compute("cross-entropy-lab", A=A, Y=Y, reduction=reduction)
    share = 1 if reduction == "sum" else 1 / len(A)
    logs = special.log_softmax(np.array(A, dtype=float), axis=1)
    same(now["P"], special.softmax(A, axis=1))
    same(now["lse"], special.logsumexp(A, axis=1))
    for n, (z, y) in enumerate(zip(A, Y, strict=True)):
        p, rest, lse = exact_softmax(z)
        y = [Decimal(x) for x in y]
        surprise = [lse - Decimal(float(x)) for x in z]
        loss = sum(a * b for a, b in zip(y, surprise, strict=True))
        same(now["surprise"][n], [float(x) for x in surprise])
        same(now["losses"][n], float(loss))
        np.testing.assert_allclose(now["surprise"][n], -logs[n], rtol=1e-9, atol=1e-12)
        slopes = [a * sum(y) - b for a, b in zip(p, y, strict=True)]
        slopes = [
            -r if y == hot(c)[0] else s for c, (r, s) in enumerate(zip(rest, slopes, strict=True))
        ]
        found = now["gradient"][n]
        np.testing.assert_allclose(found, share * np.array(slopes, float), rtol=1e-9, atol=1e-16)
    same(now["loss"], share * now["losses"].sum())


def test_cross_entropy_lab_knows_the_seeds(compute):
    """Are the numbers that the chapter prints for its three batches those of the figure?"""
    first = compute("cross-entropy-lab", A=A1, Y=hot(0, 2))
    np.testing.assert_allclose(first["losses"], [0.0206, 6.0028], atol=5e-5)
    np.testing.assert_allclose(first["loss"], 3.0117, atol=5e-5)
    second = compute("cross-entropy-lab", A=A2, Y=hot(1, 0))
    np.testing.assert_allclose(second["loss"], 2.0185, atol=5e-5)
    gradient = [[0.330, -0.379, 0.049], [-0.464, 0.243, 0.220]]
    np.testing.assert_allclose(second["gradient"], gradient, atol=5e-4)
    third = compute("cross-entropy-lab", A=A3, Y=hot(0, 2), reduction="sum")
    np.testing.assert_allclose(third["loss"], 2.9415, atol=5e-5)


@pytest.mark.parametrize("precision", ["double", "single"])
@pytest.mark.parametrize(
    ("ones", "zeros", "theta"),
    [
        (7, 3, 0.5),
        (7, 3, 0.9),
        (70, 30, 0.7),
        (700, 300, 0.01),
        (3, 0, 1),
        (3, 0, 0),
        (0, 4, 0),
        (537, 537, 0.5),
        (1400, 600, 0.7),
        (2000, 0, 1e-9),
        (0, 2000, 1e-9),
    ],
)
def test_coin_likelihood_computes(compute, ones, zeros, theta, precision):
    """Is the product rounded as NumPy rounds it, and the log-likelihood that of SciPy?"""
    now = compute("coin-likelihood", ones=ones, zeros=zeros, theta=theta, precision=precision)
    kind = np.float32 if precision == "single" else np.float64
    N, best = ones + zeros, ones / (ones + zeros)

    def multiply(theta):
        one = kind(theta)
        zero = kind(1) - one
        with np.errstate(under="ignore"):
            return np.multiply.reduce(np.repeat([one, zero], [ones, zeros]).astype(kind))

    def loglik(theta):
        return special.xlogy(ones, theta) + special.xlog1py(zeros, -theta)

    assert now["N"] == N
    assert now["best"] == best
    assert now["product"] == multiply(theta)
    assert now["maxProduct"] == multiply(best)
    same(now["logLikelihood"], loglik(theta))
    same(now["maxLog"], loglik(best))
    same(now["nll"], -loglik(theta) / N)
    same(now["minNll"], -loglik(best) / N)
    same(now["power"], loglik(best) / np.log(10))
    assert now["underflows"] == (loglik(best) < np.log(float(np.finfo(kind).tiny)))
    if N <= 100 and 0 < theta < 1:
        tosses = stats.bernoulli(theta).logpmf(np.repeat([1, 0], [ones, zeros])).sum()
        np.testing.assert_allclose(now["logLikelihood"], tosses, rtol=1e-9)


@pytest.mark.parametrize(("ones", "zeros"), [(7, 3), (70, 30), (700, 300), (1, 0), (0, 5)])
def test_both_coin_curves_peak_at_the_share(compute, show, ones, zeros):
    """Have likelihood and log-likelihood the same arg max, while the product is in range?"""
    page = show("coin-likelihood")
    curves = page.evaluate(
        "(state) => Course.widgetMath['coin-likelihood'].curves(state)",
        {"ones": ones, "zeros": zeros},
    )
    theta, logs = np.array(curves["theta"]), np.array(curves["logLikelihood"], dtype=float)
    assert theta[np.argmax(curves["product"])] == ones / (ones + zeros)
    assert theta[np.nanargmax(logs)] == ones / (ones + zeros)


@pytest.mark.parametrize("y", [0, 1, 0.3])
@pytest.mark.parametrize(
    "z",
    [-1000, -745.2, -710, -100, -40, -37, -5, -1e-9, 0, 2, 28, 36, 37, 40, 50, 709.9, 710, 1000],
)
def test_stable_bce_computes(compute, z, y):
    """Is the stable loss right everywhere, and do the others fail exactly as in NumPy?"""
    now = compute("stable-bce", z=z, y=y)
    exp = Decimal(z).exp()
    loss = (1 + exp).ln() - Decimal(y) * Decimal(z)
    slope = exp / (1 + exp) - Decimal(y)
    same(now["stable"], float(loss))
    same(now["slope"], float(slope))
    same(now["stable"], -y * special.log_expit(z) - (1 - y) * special.log_expit(-z))
    with np.errstate(all="ignore"):
        q = 1 / (1 + np.exp(-np.float64(z)))
        same(now["q"], q)
        same(now["softplus"], np.log(1 + np.exp(np.float64(z))) - y * z)
        same(now["naive"], -special.xlogy(y, q) - special.xlogy(1 - y, 1 - q))
        same(now["literal"], -y * np.log(q) - (1 - y) * np.log(1 - q))
        cut = np.maximum(np.log([q, 1 - q]), -100)
        same(now["clamped"], -y * cut[0] - (1 - y) * cut[1])
        same(now["slopeThroughQ"], (q - y) / max(q * (1 - q), 1e-12) * q * (1 - q))


@pytest.mark.parametrize("k", [0, 1, 2])
@pytest.mark.parametrize("p", [[0.5, 0.3, 0.2], [0.01, 0.98, 0.01], [1 / 3, 1 / 3, 1 / 3]], ids=str)
def test_surprise_gradient_computes(compute, p, k):
    """Are surprise and gradient those of the loss, and is a step one of gradient descent?"""
    now = compute("surprise-gradient", p=p, k=k)
    z = np.log(p)
    same(now["surprise"], -special.log_softmax(z)[k])
    nudged = z + 1e-30j * np.eye(3)
    losses = np.log(np.exp(nudged).sum(axis=1)) - nudged[:, k]
    same(now["gradient"], losses.imag / 1e-30)
    same(now["next"], special.softmax(z - losses.imag / 1e-30))


# What to press, beginning in the field with this label; then a piece of the address to wait for.
KEYS = {
    "softmax-explorer": [
        ("Score of class 1", "ArrowUp", "z=2,1.1,0.1"),
        ("Score of class 2, typed", "Control+a -3.5", "z=2,1.1,-3.5"),
        ("Temperature T, typed", "Control+a 2", "T=2"),
        ("Constant to add, typed", "Control+a 1000 Tab Enter", "z=1002,1001.1,996.5"),
        ("Example", "Home ArrowDown ArrowDown", "z=5,1,-1"),
    ],
    "cross-entropy-lab": [
        ("Row 0, logit 0", "ArrowUp", "A=5.1,1,-1,-2,6,0"),
        ("Target 1", "ArrowUp", "Y=1,0,0,0,1,0"),
        ("Row 0, y of class 1", "Control+a 0.5", "Y=1,0.5,0,0,1,0"),
        ("Reduction", "ArrowDown", "reduction=sum"),
        ("Example", "Home ArrowDown ArrowDown", "A=2,1,0.1,0.1,2,1.9;Y=0,1,0,1,0,0"),
    ],
    "coin-likelihood": [
        ("Ones (heads, point up)", "ArrowUp", "tosses=8,3"),
        ("θ, typed", "Control+a 0.25", "theta=0.25"),
        ("One more 0", "Enter", "tosses=8,4"),
        ("Twice the data", "Space", "tosses=16,8"),
        ("Precision", "ArrowDown", "precision=single"),
    ],
    "stable-bce": [
        ("Logit z", "ArrowUp", "z=41"),
        ("Logit z, typed", "Control+a -1000", "z=-1000"),
        ("Target y", "ArrowDown", "y=1"),
        ("Chart from", "ArrowUp", "window=1000"),
    ],
    "surprise-gradient": [
        ("Probability that the forecast gave it", "ArrowUp", ",0.21;k=2"),
        ("It was", "ArrowUp", "k=1"),
        ("Start again", "Enter", "p=0.5,0.3,0.2;k=1"),
        ("One step of gradient descent", "Enter", "p=0.2831,0.564,0.1529;k=1"),
        ("It was", "Home", "k=0"),
        ("Start again", "Enter", "p=0.5,0.3,0.2;k=0"),
    ],
}


def texts(page):
    """Everything that the figure says: its tables, its sentence, its fields."""
    page.wait_for_function("!document.querySelector('.widget-stage').hidden")
    return page.evaluate(
        """() => {
          const stage = document.querySelector(".widget-stage");
          const fields = Array.from(stage.querySelectorAll("input, select"), (one) => one.value);
          return [stage.innerText, ...fields];
        }"""
    )


@pytest.mark.parametrize("name", FIGURES)
def test_keys_work_and_the_address_brings_the_state_back(show, name):
    """Can every kind of field be used by keyboard, and does a link restore what one sees?"""
    page = show(name)
    before = texts(page)
    assert page.locator(".widget-fallback").is_hidden()
    for label, keys, expected in KEYS[name]:
        role = page.get_by_label(label, exact=True).or_(page.get_by_role("button", name=label))
        role.first.focus()
        press(page, keys)
        page.wait_for_function("(text) => decodeURI(location.hash).includes(text)", arg=expected)
    after = texts(page)
    assert after != before
    state = page.url.partition(":")[2].partition("#")[2].partition(":")[2]
    again = texts(show(name, state))
    # What is yet to be added is no part of the state.
    skip = {"1000", "100", "10"} if name == "softmax-explorer" else set()
    assert [text for text in again if text not in skip] == [t for t in after if t not in skip]


def test_a_link_on_the_same_page_changes_the_figure(show):
    """Can a chapter point to a state of its own figure?"""
    page = show("stable-bce", "z=3;y=0")
    page.evaluate("location.hash = location.hash.replace('z=3;y=0', 'z=-7;y=1')")
    field = page.get_by_label("Logit z, typed")
    page.wait_for_function("document.querySelector('input[type=number]')?.value === '-7'")
    assert field.input_value() == "-7"
    assert page.get_by_label("Target y").input_value() == "1"


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("state", ["z=;A=x;tosses=-1,2;theta=7;T=0;y=9;window=0", "%E0%A4%A"])
def test_a_damaged_address_is_no_harm(show, name, state):
    """Does the figure start from its preset or stay sane when the address is nonsense?"""
    page = show(name, state)
    assert page.locator(".widget-on").count() == 1
    assert "undefined" not in texts(page)[0]


# The states whose numbers take the most room.
WIDEST = {
    "softmax-explorer": "z=9999.5,-9999.5,9999.4,9999.3,9999.2;T=0.9",
    "cross-entropy-lab": "A=-9999,9999.5,9999.4,2.25,6,0;Y=0.125,0.375,0.5,0,0,1.25",
    "coin-likelihood": "tosses=1075,925;theta=0.0001",
    "stable-bce": "z=-40.3;window=1000",
    "surprise-gradient": "p=0.01,0.98,0.01;k=1",
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_figure_is_accessible_and_fits(show, name, theme, width):
    """Does axe-core find nothing, in both modes, and does nothing stick out on a phone?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    page = show(name, WIDEST[name], width, theme)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE) == []
    stage = page.locator(".widget-stage")
    assert stage.evaluate("(stage) => stage.scrollWidth <= stage.clientWidth")
    cut = "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
    assert stage.locator("td").evaluate_all(cut) == 0
    assert stage.get_attribute("aria-label")


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_stays_put_while_one_plays(show, name, width):
    """Has the figure the same height in every one of its examples?"""
    page = show(name, width=width)
    stage, example = page.locator(".widget-stage"), page.get_by_label("Example")
    heights = {stage.evaluate("(stage) => stage.offsetHeight")}
    for value in example.locator("option").evaluate_all("(all) => all.map((one) => one.value)"):
        if value == "-1" or (name == "softmax-explorer" and value == "8"):
            continue  # no example; another number of classes needs another number of lines
        example.select_option(value)
        heights.add(stage.evaluate("(stage) => stage.offsetHeight"))
    assert len(heights) == 1


@pytest.mark.parametrize("name", FIGURES)
def test_the_words_of_the_fallback_are_true(show, name):
    """Are the numbers that stand in for the figure those that the figure shows at its start?"""
    page = show(name)
    fallback = page.locator(".widget-fallback").text_content()
    shown = " ".join(texts(page))
    quoted = {
        "softmax-explorer": "0.6590 0.2424 0.0986 2.4170 0.4170 0.2247 −0.1598 −0.0650 0.1837",
        "cross-entropy-lab": "0.0206 6.0028 3.0117 −0.0102 0.0090 0.0012 0.0002 0.4986 −0.4988",
        "coin-likelihood": "0.0009766 0.0022236 −6.9315 −6.1086 0.7",
        "stable-bce": "40 100 1 0",
        "surprise-gradient": "0.50 0.30 0.20 1.61 +0.50 +0.30 −0.80",
    }[name]
    for number in quoted.split():
        assert number in fallback
        assert number in shown


@pytest.mark.parametrize("name", FIGURES)
def test_without_scripts_the_words_stand_there(widget_pages, open_page, name):
    """Does a reader without scripts get the fallback, and no empty frame?"""
    page = open_page(address_of(widget_pages, name), java_script_enabled=False)
    assert page.locator(".widget-fallback").is_visible()
    assert page.locator(".widget-stage").is_hidden()

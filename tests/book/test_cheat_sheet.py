"""The cheat sheet: every formula on it, as it is printed, against the reference solutions."""

import importlib
import inspect
import math
import re
import tomllib

import numpy as np
import pytest

from .tex_numbers import evaluate
from .widget_pages import ROOT

PAGE = ROOT / "book" / "cheat_sheet.md"
MATH = re.compile(r"\$([^$]+)\$")
N, C, SEED = 4, 3, 7
SOFTMAX = ("c", r"\frac{e^{z_c}}{\sum_k e^{z_k}}")
#: The classes and functions whose formulas stand on the sheet.
STEMS = ("information", "divergence", "regression", "softmax", "cross_entropy", "binary", "counts")
SOLUTIONS = {
    stem: importlib.import_module(f"surprise_to_gradient.solutions.{stem}")
    for stem in (*STEMS, "objective")
}
ELEMENTWISE = ["MSELoss", "L1Loss", "HuberLoss", "SmoothL1Loss", "BCELoss", "BCEWithLogitsLoss"]
ELEMENTWISE += ["KLDivLoss", "PoissonNLLLoss"]
OPTIONS = {
    "HuberLoss": ({"delta": 0.7}, {r"\delta": 0.7}),
    "SmoothL1Loss": ({"beta": 0.7}, {r"\beta": 0.7}),
    "BCEWithLogitsLoss": ({"pos_weight": 3.0}, {"w^+": 3.0}),
}


def read_cards():
    """The fields of each card by its name."""
    text = PAGE.read_text("utf-8")
    found = re.findall(r"```\{loss\} (.+)\n((?::.+\n)+)```", text)
    return {name: dict(re.findall(r":(\w+): (.+)", fields)) for name, fields in found}


CARDS = read_cards()


def formula(name, field, number=0):
    """One formula of a card."""
    return MATH.findall(CARDS[name][field])[number]


def number(name, field, symbols, which=0):
    """Its value; definitions of the card's ``where`` are known."""
    for text in MATH.findall(CARDS[name].get("where", "")):
        left, right = text.split(" = ")
        symbol, _, index = left.partition("_")
        symbols = {**symbols, symbol: (index or "unused", right)}
    return evaluate(formula(name, field, which), {"count": {}, "C": C, "N": N, **symbols})


def row(random, **symbols):
    """Logits, weights and indices of one row."""
    count = dict.fromkeys("ijk", C)
    z, w = random.normal(size=C) * 2, random.uniform(0.5, 2, C)
    return {"count": count, "z": z, "w": w, "p": SOFTMAX, r"\varepsilon": 0.1, **symbols}


def probabilities(random, *shape):
    """Rows of positive numbers that sum to one."""
    numbers = random.uniform(0.05, 1, shape)
    return numbers / numbers.sum(axis=-1, keepdims=True)


def build(name, **options):
    """The reference of an entrywise loss, and the symbols of its options."""
    given, symbols = OPTIONS.get(name, ({}, {}))
    loss = next(getattr(module, name) for module in SOLUTIONS.values() if hasattr(module, name))
    return loss(**given, **options), symbols


def entries(name, random):
    """Predictions and targets that the loss takes, ties and both sides of each seam among them."""
    A, Y = random.normal(size=(N, C)) * 2, random.uniform(0.1, 0.9, (N, C))
    if name == "BCELoss":
        A = random.uniform(0.05, 0.95, (N, C))
    if name in ("L1Loss", "HuberLoss", "SmoothL1Loss"):
        A[0] = Y[0] + [0, 0.6, -0.6]
    return A, Y


def test_every_loss_has_a_card():
    """Does no class of a loss in any problem set lack its card?"""
    stems = [path.stem for path in (ROOT / "solutions").glob("[a-z]*.py")]
    modules = [importlib.import_module(f"surprise_to_gradient.solutions.{stem}") for stem in stems]
    losses = {
        name
        for module in modules
        for name, value in vars(module).items()
        if inspect.isclass(value) and name.endswith("Loss") and hasattr(value, "backward")
    }
    assert losses == {name for name in CARDS if name.endswith("Loss")}


def test_each_card_leads_where_feedback_leads():
    """Is a card's chapter the one that the page of feedback tells to read again?"""
    text = (ROOT / "surprise_to_gradient" / "reading.toml").read_text("utf-8")
    pages = {
        name: section.get("page", topic["page"])
        for topic in tomllib.loads(text).values()
        for name, section in topic.get("sections", {}).items()
    }
    losses = [name for name in CARDS if name.endswith("Loss")]
    assert {name: f"book/{CARDS[name]['chapter']}.html" for name in losses} == {
        name: pages[name] for name in losses
    }


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_formulas_of_an_entry_agree_with_the_reference(name):
    """Are value, gradient and divisor those of the reference, at random entries?"""
    loss, symbols = build(name, reduction="none")
    A, Y = entries(name, np.random.default_rng(SEED))
    values = [
        [number(name, "value", {**symbols, "a": a, "y": y}) for a, y in zip(*both, strict=True)]
        for both in zip(A, Y, strict=True)
    ]
    slopes = [
        [number(name, "gradient", {**symbols, "a": a, "y": y}) for a, y in zip(*both, strict=True)]
        for both in zip(A, Y, strict=True)
    ]
    np.testing.assert_allclose(loss.forward(A, Y), values, rtol=1e-12)
    np.testing.assert_allclose(loss.backward(), slopes, rtol=1e-12)
    mean, _ = build(name, reduction="mean")
    divisor = number(name, "mean", {})
    np.testing.assert_allclose(mean.forward(A, Y), np.sum(values) / divisor, rtol=1e-12)
    np.testing.assert_allclose(mean.backward(), np.array(slopes) / divisor, rtol=1e-12)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_gradient_is_the_slope_of_the_value(name):
    """Does the printed gradient agree with central differences of the printed value?"""
    _, symbols = build(name)
    A, Y = entries(name, np.random.default_rng(SEED))
    for a, y in zip(A[1:].flat, Y[1:].flat, strict=True):
        up, down = (number(name, "value", {**symbols, "a": a + h, "y": y}) for h in (1e-6, -1e-6))
        slope = number(name, "gradient", {**symbols, "a": a, "y": y})
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-6, abs=1e-8)


def test_batchmean_divides_by_rows():
    """Is the second divisor of KLDivLoss that of ``batchmean``?"""
    A, Y = entries("KLDivLoss", np.random.default_rng(SEED))
    total = SOLUTIONS["binary"].KLDivLoss("sum").forward(A, Y)
    value = SOLUTIONS["binary"].KLDivLoss("batchmean").forward(A, Y)
    assert value == pytest.approx(total / number("KLDivLoss", "mean", {}, 1), rel=1e-12)


def test_formulas_of_nll_agree_with_the_reference():
    """Value and gradient of a row, and the divisor of a batch, with class weights."""
    random = np.random.default_rng(SEED)
    A, labels = random.normal(size=(N, C)), np.array([2, 0, 1, 2])
    weight = random.uniform(0.5, 2, C)
    loss = SOLUTIONS["cross_entropy"].NLLLoss(weight, reduction="none")
    known = {"w": weight}
    rows = zip(A, labels, strict=True)
    values = [number("NLLLoss", "value", {**known, "a": a, "y": y}) for a, y in rows]
    slopes = [
        [number("NLLLoss", "gradient", {**known, "y": y, "c": c}) for c in range(C)] for y in labels
    ]
    np.testing.assert_allclose(loss.forward(A, labels), values, rtol=1e-12)
    np.testing.assert_allclose(loss.backward(), slopes, rtol=1e-12)
    divisor = number("NLLLoss", "mean", {**known, "y": labels, "count": {"n": N}})
    mean = SOLUTIONS["cross_entropy"].NLLLoss(weight)
    assert mean.forward(A, labels) == pytest.approx(sum(values) / divisor, rel=1e-12)


@pytest.mark.parametrize("kind", ["labels", "probabilities"])
def test_formulas_of_cross_entropy_agree_with_the_reference(kind):
    """With weights and smoothing, and each kind of target with its own divisor."""
    random = np.random.default_rng(SEED)
    A, labels = random.normal(size=(N, C)) * 2, np.array([2, 0, 1, 2])
    weight = random.uniform(0.5, 2, C)
    soft = np.eye(C)[labels] if kind == "labels" else probabilities(random, N, C)
    given = labels if kind == "labels" else soft
    rows = [row(random, z=z, y=y, w=weight) for z, y in zip(A, soft, strict=True)]
    name, reference = "CrossEntropyLoss", SOLUTIONS["cross_entropy"].CrossEntropyLoss
    values = [number(name, "value", known) for known in rows]
    slopes = [[number(name, "gradient", {**known, "c": c}) for c in range(C)] for known in rows]
    loss = reference(weight, reduction="none", label_smoothing=0.1)
    np.testing.assert_allclose(loss.forward(A, given), values, rtol=1e-12)
    np.testing.assert_allclose(loss.backward(), slopes, rtol=1e-12, atol=1e-15)
    batch = {"w": weight, "y": labels, "count": {"n": N}}
    divisor = number(name, "mean", batch, which=0 if kind == "labels" else 1)
    mean = reference(weight, label_smoothing=0.1)
    assert mean.forward(A, given) == pytest.approx(sum(values) / divisor, rel=1e-12)


def slope_of(name, field, known, symbol, at):
    """A central difference of a printed formula by one entry of a symbol."""
    ends = []
    for h in (1e-6, -1e-6):
        moved = np.array(known[symbol], dtype=float)
        moved[at] += h
        ends.append(number(name, field, {**known, symbol: moved}))
    return (ends[0] - ends[1]) / 2e-6


def test_softmax_and_log_sum_exp_agree_with_the_reference():
    """Value, gradient and stable form, the last also for logits in the thousands."""
    random = np.random.default_rng(SEED)
    for scale in (1, 1000):
        known = row(random, z=random.normal(size=C) * scale)
        z, reference = known["z"], SOLUTIONS["softmax"]
        stable = {**known, "m": z.max()}
        lse = number("log-sum-exp", "stable", stable)
        assert lse == pytest.approx(reference.logsumexp(z), rel=1e-12)
        p = [number("softmax", "stable", {**stable, "c": c}) for c in range(C)]
        np.testing.assert_allclose(p, reference.softmax(z), rtol=1e-12)
        for name in ("softmax", "log-sum-exp"):
            assert MATH.findall(CARDS[name]["stable"])[1] == r"m = \max_k z_k"
    known = row(random)
    z = known["z"]
    assert number("log-sum-exp", "value", known) == pytest.approx(reference.logsumexp(z))
    for c in range(C):
        here = {**known, "c": c}
        assert number("softmax", "value", here) == pytest.approx(reference.softmax(z)[c])
        slope = slope_of("log-sum-exp", "value", known, "z", c)
        assert number("log-sum-exp", "gradient", here) == pytest.approx(slope, rel=1e-6)
        for j in range(C):
            entry = number("softmax", "gradient", {**here, "j": j})
            assert entry == pytest.approx(reference.softmax_jacobian(z)[c, j], rel=1e-12)


def test_the_quantities_of_information_agree_with_the_reference():
    """Surprise, entropy, cross-entropy and divergence, with slopes by central differences."""
    random = np.random.default_rng(SEED)
    p, q = probabilities(random, C), probabilities(random, C)
    known = {"p": p, "q": q, "count": {"k": C}}
    information, divergence = SOLUTIONS["information"], SOLUTIONS["divergence"]
    assert number("surprise", "value", {"p": 0.3}) == pytest.approx(
        information.self_information(0.3)
    )
    up, down = (number("surprise", "value", {"p": 0.3 + h}) for h in (1e-6, -1e-6))
    assert number("surprise", "gradient", {"p": 0.3}) == pytest.approx((up - down) / 2e-6)
    right = {
        "entropy": (information.entropy(p), "p"),
        "cross-entropy": (divergence.cross_entropy(p, q), "q"),
        "KL divergence": (divergence.kl_divergence(p, q), "q"),
    }
    for name, (value, symbol) in right.items():
        assert number(name, "value", known) == pytest.approx(value, rel=1e-12)
        for c in range(C):
            slope = slope_of(name, "value", known, symbol, c)
            assert number(name, "gradient", {**known, "c": c}) == pytest.approx(slope, rel=1e-6)


def test_the_penalties_agree_with_the_reference():
    """Value and gradient of both penalties."""
    weights = np.array([0.5, -2.0, 0.0])
    for name, penalty in (("L1 penalty", "l1_penalty"), ("L2 penalty", "l2_penalty")):
        value, gradient = getattr(SOLUTIONS["objective"], penalty)(weights, 0.3)
        known = {"w": weights, r"\lambda": 0.3, "count": {"i": C}}
        assert number(name, "value", known) == pytest.approx(value, rel=1e-12)
        slopes = [number(name, "gradient", {**known, "i": i}) for i in range(C)]
        np.testing.assert_allclose(slopes, gradient, rtol=1e-12)


@pytest.mark.parametrize("scale", [1, 10_000])
def test_stable_forms_are_the_formulas(scale):
    """Do the stable forms agree where the plain ones can be computed, and hold where not?"""
    random = np.random.default_rng(SEED)
    left, right = formula("BCEWithLogitsLoss", "stable").split(" = ")
    for a in random.normal(size=20) * scale:
        assert evaluate(right, {"a": a}) == pytest.approx(np.logaddexp(0, a), rel=1e-12)
        if scale == 1:
            assert evaluate(left, {"a": a}) == pytest.approx(evaluate(right, {"a": a}), rel=1e-12)
    _, right = formula("CrossEntropyLoss", "stable").split(" = ")
    known = row(random, z=random.normal(size=C) * scale)
    stable = [evaluate(right, {**known, "k": k, "m": known["z"].max()}) for k in range(C)]
    np.testing.assert_allclose(stable, SOLUTIONS["softmax"].log_softmax(known["z"]), rtol=1e-9)


def sentence(name):
    """The mistake of a card."""
    return CARDS[name]["mistake"]


def test_the_numbers_of_the_mistakes_are_right():
    """Is each number in a sentence about a mistake what the mistake gives?"""
    log1p, solutions = math.log1p, SOLUTIONS
    assert f"{-math.log(1e-9):.1f} nats" in sentence("surprise")
    assert f"{1 / math.log(2):.4f}" in sentence("entropy")
    floor = solutions["cross_entropy"].CrossEntropyLoss().forward(np.eye(2)[:1], np.array([0]))
    assert f"below {floor:.4f}" in sentence("CrossEntropyLoss")
    yes, no = log1p(math.exp(-1)), log1p(math.exp(0))
    assert f"yes costs at least {yes:.4f}, a no {no:.4f}" in sentence("BCEWithLogitsLoss")
    delta, seam = 0.7, {r"\delta": 0.7, "y": 0.0}
    beyond = number("HuberLoss", "value", {**seam, "a": delta + 1e-12})
    assert r"from $\delta^2$ to $\frac12\delta^2$" in sentence("HuberLoss")
    assert beyond == pytest.approx(delta**2 / 2)
    r, beta = np.linspace(-2, 2, 9)[None], 0.7
    smooth = solutions["regression"].SmoothL1Loss(beta).forward(r, 0 * r)
    huber = solutions["regression"].HuberLoss(beta).forward(r, 0 * r)
    assert huber == pytest.approx(beta * smooth)
    assert r"$\beta$ times as large" in sentence("SmoothL1Loss")
    with np.errstate(divide="ignore"):
        assert np.log(np.exp(-800.0)) == -math.inf
    assert "a row 800 below it" in sentence("log-sum-exp")
    rate = {"a": math.log(5.0), "y": 5.0}
    assert number("PoissonNLLLoss", "gradient", rate) == pytest.approx(0)


def test_every_formula_of_the_sheet_is_named_by_a_test():
    """Is no formula in a field for value, gradient or divisor left without a check above?"""
    checked = {*ELEMENTWISE, "NLLLoss", "CrossEntropyLoss", "softmax", "log-sum-exp", "surprise"}
    checked |= {"entropy", "cross-entropy", "KL divergence", "L1 penalty", "L2 penalty"}
    assert set(CARDS) == checked


@pytest.mark.parametrize("tex", ["a +", r"\unknown{a}", "a)", r"\frac{1}"])
def test_what_cannot_be_read_is_no_number(tex):
    """Would a formula that the evaluator does not understand fail its test?"""
    with pytest.raises((AssertionError, KeyError)):
        evaluate(tex, {"a": 1.0, "count": {}})

"""Are copies found in disguise, and is independent work left alone?"""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from autograder.analytics import code as reading
from autograder.analytics import similarity
from autograder.analytics.alike import html as page_of
from autograder.cli import main
from bench.similarity import DISGUISES, class_of, compared, listed
from tests.book.widget_pages import AXE
from tests.catalog import assignment

KEPT = frozenset({"Loss.forward", "Loss.backward"})
NAMES = frozenset({"np", "self", "A", "Y", "mean", "Loss", "forward", "backward"})
CODE = '''
class Loss:
    def forward(self, A, Y):
        """A docstring."""
        gap = A - Y  # a comment
        squares = gap * gap + 0.0 * gap
        return np.mean(squares) + 1.5 - 1.5
    def backward(self):
        return 2 * self.gap / self.gap.size + 0 * self.gap - 0 * self.gap
'''


def prints(code):
    return {u: set(unit.prints) for u, unit in similarity.read([code], KEPT, NAMES).items()}


def test_names_comments_layout_and_order_do_not_matter():
    """Are fingerprints blind to what a copyist changes first?"""
    other = CODE.replace("gap", "g_1").replace("# a comment", "# 1").replace("A docstring.", "B")
    other = other.replace("1.5 - 1.5", "1.50  -  1.5").replace("gap * gap", "gap*gap")
    assert prints(other) == prints(CODE)
    forward, backward = CODE.index("    def forward"), CODE.index("    def backward")
    swapped = CODE[:forward] + CODE[backward:] + CODE[forward:backward]
    assert prints(swapped) == prints(CODE)
    assert (
        prints(CODE.replace("gap * gap", "gap ** 2 / 3"))["Loss.forward"]
        != (prints(CODE)["Loss.forward"])
    )


def test_winnowing_keeps_its_promise():
    """Is every common run of WINDOW + GUARANTEE − 1 tokens found, wherever it stands?"""
    source = np.random.default_rng(2)
    run = [(f"r{k}", 0) for k in range(similarity.WINDOW + similarity.GUARANTEE - 1)]
    for _ in range(50):
        texts = []
        for side in "ab":
            before, after = source.integers(0, 30, size=2)
            texts.append(
                [(f"{side}{k}", 0) for k in range(before)] + run
                + [(f"{side}{k}", 0) for k in range(100, 100 + after)]
            )  # fmt: skip
        first, second = ({value for value, _ in similarity.winnowed(t)} for t in texts)
        assert first & second


def test_what_is_given_and_what_many_share_says_nothing():
    """Is the score of two students who only kept the released code zero?"""
    work = {f"s{k}": similarity.read([CODE], KEPT, NAMES) for k in range(12)}
    assert similarity.compare(work, {}).pairs == ()
    few = {f"s{k}": similarity.read([CODE if k < 2 else ""], KEPT, NAMES) for k in range(12)}
    assert similarity.compare(few, {}, level=9.0).pairs
    given = similarity.read([CODE], KEPT, NAMES)
    assert similarity.compare(few, given, level=9.0).pairs == ()


def test_a_score_is_the_surprise_that_is_shared():
    """Does a fingerprint that 2 of 12 have tell log 6 nats?"""
    few = {f"s{k}": similarity.read([CODE if k < 2 else ""], KEPT, NAMES) for k in range(12)}
    (pair,) = similarity.compare(few, {}, level=9.0).pairs
    count = sum(len(unit.prints) for unit in few["s0"].values())
    assert pair.score == pytest.approx(count * np.log(6))
    assert pair.share == pytest.approx(1)
    assert (pair.first, pair.second) == ("s0", "s1")


def test_a_small_class_expects_nothing():
    """Is it left open how many to expect below ten students?"""
    few = {f"s{k}": similarity.read([CODE if k < 2 else ""], KEPT, NAMES) for k in range(9)}
    (pair,) = similarity.compare(few, {}).pairs
    assert pair.expected is None


def test_the_page_shows_both_and_escapes_them(course, hand_in, capsys):
    """Are the functions of a pair side by side, as text, with the warning above them?"""
    odd = """
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
    def forward(self, A, Y):
        "<script>alert(1)</script>"
        strange = A - Y if 1 < 2 else "</pre><script>alert(2)</script>"
        return np.mean(np.where(strange > 0, strange, 0 - strange)) + 7 * 0 - 3 * 0 + 11 * 0
    def backward(self):
        return 0.5 * (2 * (self.A > self.Y) - 2 * (self.A < self.Y)) / len(self.A) - 1 * 0
"""
    for k in range(30):
        hand_in(f"s{k:02}", odd.replace("strange", f"strange{k}") if k < 2 else "")
    command = ["similar", "regression", "--course", str(course.root)]
    assert main(command) == 0
    path, told = capsys.readouterr().out.splitlines()
    assert told == "1 of 435 pairs are listed. That proves nothing."
    page = Path(path).read_text(encoding="utf-8")
    assert "This page proves nothing" in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(2)" in page
    assert "strange0" in page
    assert "strange1" in page
    assert "<mark>" in page
    assert main([*command, "--json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert (pair["first"], pair["second"]) == ("s00", "s01")
    assert {"L1Loss.forward", "L1Loss.backward"} <= set(pair["units"])


def alike(pairs, lines=6):
    """A page of a class in which so many pairs share code of so many lines."""
    work = {}
    for k in range(2 * pairs + 12):
        own = "".join(
            f"    x{n} = A[{n}] + {n % 7}.5 * Y[{k // 2}, {n}] - {k // 2}\n" for n in range(lines)
        )
        code = f"def forward(A, Y):\n{own}    return x0 < {k // 2} & x1" if k < 2 * pairs else ""
        work[f"s{k:02}<b>"] = similarity.read([code], frozenset({"forward"}), NAMES)
    found = similarity.compare(work, {})
    return found, page_of(found, work, "regression")


def test_a_page_never_grows_too_large():
    """Has a class of many or of long copies one page of at most 300 KB, with all the numbers?"""
    found, page = alike(40, lines=120)
    assert len(page.encode()) <= 300_000
    assert len(found.pairs) >= 40
    assert page.count("<h2>") == len(found.pairs)
    assert 0 < page.count("There was no room on this page") < len(found.pairs)
    assert page.index("<pre>") < page.index("There was no room")
    found, page = alike(1, lines=20_000)
    assert len(page.encode()) <= 300_000
    assert page.count("There was no room on this page") == len(found.pairs) == 1


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(tmp_path, open_page, scheme, width):
    """Is the page accessible in both modes, and does nothing stick out on a phone?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    path = tmp_path / "similar.html"
    found, page = alike(2)
    assert len(found.pairs) == 2
    path.write_text(page, encoding="utf-8")
    page = open_page(path.as_uri(), width, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)
    assert page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.requests == [path.as_uri()]


@pytest.mark.slow
@pytest.mark.parametrize("name", DISGUISES)
def test_planted_copies_are_found(name):
    """Is a copy found in each disguise, in a class of which it is the only one?"""
    regression = assignment("regression")
    texts = class_of(regression)
    victim = max(texts, key=lambda student: len(texts[student]))
    copy = DISGUISES[name](texts[victim], reading.names(regression), random.Random(1))
    assert copy != texts[victim] or name == "none"
    result = compared(regression, texts | {"copy": copy})
    assert frozenset(("copy", victim)) in listed(result)

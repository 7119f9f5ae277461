"""Numbers that the pages print: does the page compare them tightly enough to notice a wrong digit?

``np.isclose(a, b, atol=5e-5)`` looks like four digits and is not: NumPy adds ``1e-5 * abs(b)``.
And ``np.isclose(a, 4e-10)`` holds for every small ``a``, because of its default ``atol=1e-8``.
So the cells of the pages state both tolerances, and here they are measured.
"""

import ast
import re
from decimal import Decimal

import numpy as np
import pytest

from .conftest import ROOT

PAGES = sorted((ROOT / "book").glob("*.md"))
CELL = re.compile(r"(?ms)^```\{code-cell\}[^\n]*\n(.*?)^```$")
OPTIONS = re.compile(r"\A(---\n.*?^---\n|(:[^\n]*\n)*)", re.DOTALL | re.MULTILINE)
COMPARISONS = {"isclose", "allclose"}
#: Parts of an expected value whose numbers are arguments of a formula, not results.
FORMULA = (ast.Call, ast.BinOp, ast.Subscript, ast.IfExp)


def read_cells(text):
    """The code of a page's cells; each keeps the line numbers of the page."""
    for match in CELL.finditer(text):
        options = OPTIONS.match(match[1])[0]
        above = text[: match.start(1)].count("\n") + options.count("\n")
        yield "\n" * above + match[1][len(options) :]


def find_comparisons(code):
    """The calls of ``np.isclose`` and ``np.allclose``."""
    for node in ast.walk(ast.parse(code)):
        named = isinstance(node, ast.Call) and getattr(node.func, "attr", None)
        if named in COMPARISONS:
            yield node


def printed_digits(code, node):
    """Decimal places of the numbers that an expected value writes out."""
    if isinstance(node, FORMULA):
        return []
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return [-Decimal(ast.get_source_segment(code, node)).as_tuple().exponent]
    return [n for child in ast.iter_child_nodes(node) for n in printed_digits(code, child)]


def find_faults(code):
    """What is wrong with the tolerances of a cell, each with its line.

    A tolerance with a name has its reason where the name is given, and is not measured.
    """
    for call in find_comparisons(code):
        stated = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        if not {"rtol", "atol"} <= set(stated):
            yield call.lineno, "states not both tolerances"
            continue
        digits = printed_digits(code, call.args[1])
        if digits and stated["rtol"] == "0" and not stated["atol"].isidentifier():
            half = 0.5 * 10.0 ** -min(digits)
            if float(stated["atol"]) > 1.0001 * half:
                yield call.lineno, f"allows more than half a unit of the last digit, {half:g}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_rounded_numbers_are_compared_by_their_digits(page):
    """Does each comparison state both tolerances, and none more than the printed digits?"""
    cells = read_cells(page.read_text("utf-8"))
    assert [fault for code in cells for fault in find_faults(code)] == []


@pytest.mark.parametrize(
    "call",
    [
        "np.isclose(x, 0.0888, atol=5e-5)",
        "np.allclose(x, [0.5, 1.5])",
        "np.isclose(x, 1.0, rtol=1e-9)",
        "np.isclose(x, 0.0888, rtol=0, atol=5e-4)",
        "np.allclose(x, [0.25, -0.5000], rtol=0, atol=0.1)",
    ],
)
def test_a_loose_comparison_would_be_found(call):
    """Would the test above notice a default, and a tolerance wider than the digits?"""
    assert len(list(find_faults(call))) == 1


class Watch:
    """Stands for ``np.isclose`` or ``np.allclose`` and notes the calls that test nothing.

    A call with a relative tolerance asks for digits of every entry, so its ``atol`` must be
    smaller than each entry; a call without asks for decimal places, so ``atol`` must be smaller
    than the largest.
    """

    def __init__(self, compare):
        self.compare, self.empty = compare, []

    def __call__(self, a, b, rtol=1e-5, atol=None, **options):
        """Compare, and note an ``atol`` that would accept 0 in place of what is expected.

        Libraries that the page calls compare as well, and with the defaults.
        """
        if atol is None:
            return self.compare(a, b, rtol=rtol, **options)
        sizes = np.abs(np.asarray(b))
        sizes = sizes[(sizes > 0) & np.isfinite(sizes)]
        if sizes.size and atol >= (sizes.min() if rtol > 0 else sizes.max()):
            self.empty.append((a, b, rtol, atol))
        return self.compare(a, b, rtol=rtol, atol=atol, **options)


def run_page(page):
    """Run a page's cells in one name space."""
    names = {"__name__": page.stem}
    for code in read_cells(page.read_text("utf-8")):
        exec(compile(code, str(page), "exec"), names)


@pytest.fixture
def watches(monkeypatch):
    """Both comparisons, watched."""
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    both = [Watch(np.isclose), Watch(np.allclose)]
    monkeypatch.setattr(np, "isclose", both[0])
    monkeypatch.setattr(np, "allclose", both[1])
    yield both
    pyplot.close("all")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "page", [p for p in PAGES if CELL.search(p.read_text("utf-8"))], ids=lambda p: p.stem
)
def test_no_comparison_tests_nothing(page, watches):
    """Would each assertion of a page fail if 0 stood in place of what it expects?"""
    run_page(page)
    assert [call for watch in watches for call in watch.empty] == []


def test_an_empty_comparison_would_be_noticed():
    """Would the watch notice an ``atol`` above what is expected?"""
    watch = Watch(np.isclose)
    watch(3e-9, 4e-10, rtol=0, atol=1e-8)
    watch(1.0, [4e-18, 1.0], rtol=1e-9, atol=1e-8)
    assert len(watch.empty) == 2
    watch(4e-10, 4e-10, rtol=0, atol=5e-11)
    watch(0.0, 0.0, rtol=0, atol=1e-12)
    assert len(watch.empty) == 2

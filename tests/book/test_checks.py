"""Code cells whose checks and formatting are folded, and printed columns that become tables."""

import ast
import re
from html import unescape

import checks
import pytest

from .conftest import list_pages
from .test_numbers import CELL, OPTIONS, PAGES

OPEN_CODE = re.compile(
    r'<div class="cell (?![^"]*tag_(?:hide|remove|show))[^"]*">\s*<div class="cell_input[^>]*>'
    r"\s*<div[^>]*><div[^>]*><pre>(.*?)</pre>",
    re.DOTALL,
)
TAG = re.compile(r"<[^>]+>")


def split(code, *later):
    """The shown and the folded code."""
    found = checks.split_code(code, set(later))
    return found.shown, found.folded


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("p = 1 / 4\nprint(p)\nassert p == 0.25", "p = 1 / 4\nprint(p)"),
        ("p = 1 / 4\nprint(p)\n# exact\nassert p == 0.25", "p = 1 / 4\nprint(p)"),
        ("import numpy as np\nnp.set_printoptions(precision=4)", ""),
        ("p = 1\nprint(f'{p:8.3f}')", ""),
        ("p = f(2)\nfor x in [1, 2]:\n    y = p + x\n    print(f'{x:4d} {y:4d}')\n", ""),
        ("x = 1\nprint(x)\nslack = 2\nassert x < slack", "x = 1\nprint(x)"),
        ("def half(x):\n    assert x > 0\n    return x / 2", "def half(x):\n    return x / 2"),
        (
            "with no_warnings():\n    a = log(0)\n    assert a < 0\nprint(a)",
            "with no_warnings():\n    a = log(0)\nprint(a)",
        ),
        ("for x in [1, 2]:\n    print(x)\n    assert x", "for x in [1, 2]:\n    print(x)"),
        ("try:\n    assert f()\nexcept ValueError as error:\n    print(error)", ""),
    ],
)
def test_the_computation_stays_open(code, shown):
    """Are assertions, what serves only them, and formatting folded, and nothing else?"""
    assert split(code)[0] == shown


def test_what_later_cells_read_stays_open():
    """Is a value that only an assertion reads here, but a later cell too, still shown?"""
    code = "p = 1\nq = 2\nprint(p)\nassert q == 2"
    assert split(code)[0] == "p = 1\nprint(p)"
    assert split(code, "q")[0] == "p = 1\nq = 2\nprint(p)"


def test_a_loop_that_checks_is_folded_whole():
    """Can a folded assertion be read where it stands?"""
    code = "for x in [1, 2]:\n    print(x)\n    assert x"
    assert split(code)[1] == code


def test_a_cell_without_checks_is_as_it_was():
    """Is such a cell, or one that is no Python, left alone?"""
    for code in ("a = 1\n\n\n\nprint(a)", "%matplotlib inline\nassert x"):
        assert checks.split_code(code) == checks.Split(code)


def pages_with_cells():
    """The open cells of each chapter, with the names that are read after them."""
    for page in PAGES:
        later = set()
        for match in reversed(list(CELL.finditer(page.read_text("utf-8")))):
            options = OPTIONS.match(match[1])[0]
            code = match[1][len(options) :].strip("\n")
            if not any(tag in options for tag in checks.WHOLE):
                yield page.stem, code, later
            later = checks.still_needed(ast.parse(code), later)


def test_shown_and_folded_code_are_python_and_lose_nothing():
    """Is every statement of every open cell in one of the two parts, and each part code?"""
    seen = 0
    for page, code, later in pages_with_cells():
        found = checks.split_code(code, later)
        parts = [ast.parse(found.shown), ast.parse(found.folded)]
        kept = {ast.dump(node) for part in parts for node in ast.walk(part)}
        for node in ast.parse(code).body:
            assert ast.dump(node) in kept, f"{page}: {ast.unparse(node)}"
        seen += found.checks
    assert seen > 300


def scaffold_in(code):
    """The assertions and formatting statements of shown code."""
    return [ast.unparse(one) for top in ast.parse(code).body for one in checks.find_scaffold(top)]


@pytest.mark.parametrize("name", list_pages() or ["index.html"])
def test_no_open_cell_of_the_book_checks_or_formats(site, name):
    """Is the code that a reader sees without clicking free of assertions and mere formatting?

    Cells tagged ``show-checks`` are left out: their assertions are what the text is about.
    """
    html = (site / name).read_text("utf-8")
    for code in OPEN_CODE.findall(html):
        assert scaffold_in(unescape(TAG.sub("", code))) == []


def test_such_a_cell_would_be_found():
    """Would the test above see an assertion in the page's HTML?"""
    html = '<div class="cell docutils container">\n<div class="cell_input docutils container">\n'
    html += '<div class="h"><div class="h"><pre><span></span>a <span>=</span> 1\nassert a'
    (code,) = OPEN_CODE.findall(html + "</pre></div></div></div></div>")
    assert scaffold_in(unescape(TAG.sub("", code))) == ["assert a"]


def test_printed_columns_become_a_table():
    """Are head, labels and numbers found where they stand, also when a label holds a number?"""
    text = (
        "rare: 21 of 420\n"
        "                 accuracy confidence\n"
        "no penalty          0.889     -0.944\n"
        "penalty 0.003       0.897        nan\n"
        "the end"
    )
    before, (head, rows), after = checks.find_tables(text)
    assert (before, after) == ("rare: 21 of 420", "the end")
    assert head == ["", "accuracy", "confidence"]
    assert [(row.label, row.numbers) for row in rows] == [
        ("no penalty", ["0.889", "-0.944"]),
        ("penalty 0.003", ["0.897", "nan"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[[ 0.5  0.25]\n [ 1.    2. ]\n [ 3.    4. ]]",
        "a   1.0\nb   2.0\nc   3.0",
        "name       size\na           1.0\nb          22.0 m\nc           3.0",
        "name     size\na           1.0\nb           2.0",
        "name        size\na           1.0",
    ],
)
def test_other_output_stays_text(text):
    """Are arrays, rows without a head, and heads that fit no column left as they are printed?"""
    assert list(checks.find_tables(text)) == [text]


def test_numbers_in_tables_have_a_true_minus():
    """Is the sign of a number a minus sign, and a hyphen in a word a hyphen?"""
    assert checks.minus("-1.5") == "−1.5"
    assert checks.minus("1e-5 log-sum-exp -inf") == "1e-5 log-sum-exp −inf"

"""Variables in sentences, set like formulas."""

import prose_math
import pytest
from docutils import nodes

MATH = '<span class="prose-math{}">{}</span>'


def html_of(build, text):
    """The paragraph that this Markdown becomes."""
    html, warnings = build(f"# Page\n\n{text}\n", "prose_math")
    assert warnings == ""
    return html.split("</h1>", 1)[1].split("<p>", 1)[1].split("</p>", 1)[0]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("If *p* > *q*, then *I*(*p*) ≤ *I*(*q*).", ["p > q", "I(p) ≤ I(q)"]),
        ("A sum −log *p* of 2*N* terms, 1/*C* each.", ["−log p", "2N", "1/C"]),
        ("The product *pq* is *f*(0) = 0 for 0 < *p* ≤ 1.", ["pq", "f(0) = 0", "0 < p ≤ 1"]),
        ("Take *a*, *b* and *c*.", ["a", "b", "c"]),
        ("It rises (with *x*) and falls.", ["x"]),
        ("The squares *x*² sum to *s*₁ + 10⁻³.", ["x2", "s1 + 10−3"]),
        ("This is *not* so, and *is* not *log* either.", []),
        ("See *A Mathematical Theory*.", []),
    ],
)
def test_a_run_is_what_belongs_to_its_variables(text, runs):
    """Do numbers, operators and brackets join the variable they touch, and words stay words?"""
    children = []
    for number, part in enumerate(text.split("*")):
        node = nodes.emphasis(text=part) if number % 2 else nodes.Text(part)
        children += [node] if part else []
    found = [one.astext() for one in prose_math.group(children) if isinstance(one, nodes.inline)]
    assert [run.strip() for run in found][: len(runs)] == runs
    assert len(found) == len(runs)


def test_a_run_is_one_span_with_small_signs(build):
    """Are variables italic, small digits real subscripts, and short runs kept on one line?"""
    html = html_of(build, "We have *x*₀ = *y*² here.")
    expected = "<em>x</em><sub>0</sub> = <em>y</em><sup>2</sup>"
    assert html == f"We have {MATH.format(' unbroken', expected)} here."


def test_text_is_kept(build):
    """Is nothing lost or moved where runs, words and formulas mix?"""
    text = "If *p* = 0.5 and $q$ is *large*, then *H*(*p*, *q*) = 1 − *p*; else 2."
    html = html_of(build, text)
    import re

    plain = re.sub(r"<[^>]+>", "", html).replace("\\(", "$").replace("\\)", "$")
    assert plain == text.replace("*", "")

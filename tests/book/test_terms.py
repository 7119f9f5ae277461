"""Terms that light up together."""

import json

import pytest
import terms

from .conftest import ROOT

SOURCE = r"""# Page

[*p* − *y*]{.lit-slope} and $\lit{model}{p_c}$.

```{math}
:label: eq-page
\lit{slope}{\frac{p - \lit{truth}{y}}{N}}
```

```{terms}
model | *p*, what the model says | P
slope | the gradient | grad
```

```python
grad = P - Y
```
"""
OPTIONS = {"myst_enable_extensions": ["attrs_inline", "dollarmath"]}


def test_a_term_is_marked_in_prose_formula_and_code(build, needs_katex):
    """Has each kind of place its class, and does one copy plain TeX all the same?"""
    html, warnings = build(
        SOURCE, "katex_math", "prose_math", "terms", html_math_renderer="katex", **OPTIONS
    )
    assert warnings == ""
    assert html.count('<span class="lit-slope"><span class="prose-math') == 1
    assert html.count('class="enclosing lit-model"') == 1
    assert html.count('class="enclosing lit-slope"') == 1
    assert html.count('class="enclosing lit-truth"') == 1
    assert '<span class="n lit-slope">grad</span>' in html
    assert '<span class="n lit-model">P</span>' in html
    assert '<span class="n">Y</span>' in html
    assert r'x-tex">{p_c}</annotation>' in html
    assert r'x-tex">{\frac{p - {y}}{N}}</annotation>' in html
    assert r"\lit" not in html
    assert html.count('type="checkbox"') == 2


@pytest.mark.parametrize("line", ["shape | *p* | P", "model", "model | | P"])
def test_a_key_that_makes_no_sense_is_an_error(build, line):
    """Is a kind without a color, or a box without words, told with its line?"""
    _, warnings = build(f"```{{terms}}\n{line}\n```\n", "terms", **OPTIONS)
    assert f"“{line}” is not one of model, truth, slope, a bar, words" in warnings


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"\lit{model}{p}", "{p}"),
        (r"a\lit{slope}{\frac{1}{2}}b", r"a{\frac{1}{2}}b"),
        (r"\lit{slope}{p-\lit{truth}{y_{c}}}", "{p-{y_{c}}}"),
        (r"\literal{x}", r"\literal{x}"),
    ],
)
def test_marks_leave_nothing_behind(tex, plain):
    """Is the TeX without marks right, also where marks are nested?"""
    assert terms.without_marks(tex) == plain


def test_a_notebook_has_no_marks():
    """Is the source of a notebook free of marks and of the key, with all else in its place?"""
    plain = terms.plain_source(SOURCE)
    assert "*p* − *y* and ${p_c}$." in plain
    assert "lit" not in plain
    assert "{terms}" not in plain
    assert "grad = P - Y" in plain


def test_the_notebooks_of_the_site_have_no_marks(site):
    """Is nothing of this left in what a reader downloads?"""
    for path in (site / "_sources" / "book").glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            text = "".join(cell["source"])
            assert ".lit-" not in text, path.name
            assert r"\lit{" not in text, path.name
            assert "{terms}" not in text, path.name


def test_a_page_that_marks_terms_has_a_key():
    """Can every mark be lit from the keyboard, by a key that has its kind?"""
    marked = 0
    for page in (ROOT / "book").glob("*.md"):
        text = page.read_text("utf-8")
        for kind in terms.KINDS:
            if f".lit-{kind}}}" in text or rf"\lit{{{kind}}}" in text:
                marked += 1
                assert f"\n{kind} | " in text.partition("```{terms}")[2], (page.name, kind)
    assert marked >= 3


GROUNDS = """() => Array.from(document.querySelectorAll(
  ".bd-article :is(p, .katex-html, pre) .lit-slope"
), (one) => getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)")"""


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_terms_light_up_by_pointer_and_by_keyboard(served, open_page, scripts):
    """Do all places of a kind light up, and only then, with and without scripts?"""
    page = open_page(f"{served}book/cross_entropy.html", java_script_enabled=scripts)
    box = page.locator(".lit-key label.lit-slope input")

    before = page.evaluate(GROUNDS)
    assert len(before) > 6
    assert not any(before)
    page.locator(".bd-article p > .lit-slope").first.hover()
    assert all(page.evaluate(GROUNDS))
    page.mouse.move(0, 0)
    assert not any(page.evaluate(GROUNDS))
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    assert all(page.evaluate(GROUNDS))
    page.keyboard.press("Space")
    box.evaluate("(box) => box.blur()")
    assert not any(page.evaluate(GROUNDS))

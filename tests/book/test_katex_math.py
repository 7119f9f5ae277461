"""The math renderer."""

import re

import katex_math
import pytest

pytestmark = pytest.mark.usefixtures("needs_katex")
KATEX = {"html_math_renderer": "katex"}


def test_a_formula_has_html_mathml_and_its_source(build):
    """Do eyes, screen readers and the clipboard each find their own form of a formula?"""
    html, warnings = build("# T\n\nIn the line $x^2$.\n", "katex_math", **KATEX)
    assert warnings == ""
    assert 'class="katex-html" aria-hidden="true"' in html
    assert "<math" in html
    assert "<msup>" in html
    assert '<annotation encoding="application/x-tex">x^2</annotation>' in html
    assert "katex.min.css" in html
    assert "copy-tex.min.js" in html


def test_equations_are_numbered_and_referred_to(build):
    """Does a reference show the number that stands beside the equation?"""
    source = "# T\n\n$$a = b$$ (eq-t-one)\n\n$$c$$ (eq-t-two)\n\nSee {eq}`eq-t-two`.\n"
    html, warnings = build(source, "katex_math", **KATEX)
    assert warnings == ""
    assert 'id="equation-eq-t-two"' in html
    assert '<span class="eqno">(2)' in html
    assert 'href="#equation-eq-t-two">(2)</a>' in html


def test_unreadable_tex_is_a_located_warning(build):
    """Does a typo in a formula fail the build with file, line and place in the formula?"""
    html, warnings = build("# T\n\nText.\n\n$$\n\\fraq{1}{2}\n$$\n", "katex_math", **KATEX)
    assert "index.md:5" in warnings
    assert r"Undefined control sequence: \fraq" in warnings
    assert r"\fraq{1}{2}" in html


def test_tex_that_only_katex_reads_is_a_warning(build):
    """Would LaTeX refuse a formula that KaTeX lets pass? The author hears of it."""
    _, warnings = build("# T\n\nA letter $é$.\n", "katex_math", **KATEX)
    assert "unicodeTextInMathMode" in warnings


def test_macros_are_defined_once_for_the_book(build):
    """Do macros of the configuration work in every formula?"""
    config = {"katex_macros": {r"\KL": r"\operatorname{KL}"}, **KATEX}
    html, warnings = build("# T\n\n$\\KL(p)$ and $\\KL(q)$\n", "katex_math", **config)
    assert warnings == ""
    assert html.count("mathrm") >= 2


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"a \\ b", r"\begin{split}a \\ b\end{split}"),
        (r"\begin{cases}a \\ b\end{cases}", r"\begin{cases}a \\ b\end{cases}"),
        (
            r"\begin{aligned}\begin{matrix}a \\ b\end{matrix} \\ c\end{aligned}",
            r"\begin{aligned}\begin{matrix}a \\ b\end{matrix} \\ c\end{aligned}",
        ),
        (
            r"x = \begin{matrix}a \\ b\end{matrix} \\ y",
            r"\begin{split}x = \begin{matrix}a \\ b\end{matrix} \\ y\end{split}",
        ),
        (r"\begin{align}a \\ b\end{align}", r"\begin{align*}a \\ b\end{align*}"),
        ("\n a = b \n", "a = b"),
    ],
)
def test_display_tex(tex, expected):
    """Are only lines that stand outside any environment aligned, and numbers left to Sphinx?"""
    assert katex_math.display_tex(tex) == expected


def test_an_ams_environment_has_sphinx_number_only(build):
    """Is an ``align`` in the text numbered once?"""
    html, warnings = build("# T\n\n\\begin{align}\na &= b\n\\end{align}\n", "katex_math", **KATEX)
    assert warnings == ""
    assert html.count('class="eqno"') == 1
    assert 'class="tag"' not in html
    assert "eqn-num" not in html


def test_the_site_gets_its_own_copy_of_katex(build, tmp_path):
    """Are the style sheet and every font that it names part of the site?"""
    build("# T\n\n$x$\n", "katex_math", **KATEX)
    folder = tmp_path / "_out" / "_static" / "vendor" / "katex"
    fonts = re.findall(r"url\(([^)]+)\)", (folder / "katex.min.css").read_text("utf-8"))
    assert fonts
    assert all((folder / font).is_file() for font in fonts)
    assert (folder / "copy-tex.min.js").is_file()

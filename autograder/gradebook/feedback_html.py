"""Text from notebooks, students and graders as HTML that is only shown, never active.

Nothing passes through as it is: code, outputs and messages are escaped, HTML in Markdown is text,
and formulas are rebuilt from a list of MathML's elements and attributes. What is rendered is kept
by content, because most of a page is the released notebook, which is the same for a whole class.

Formulas are MathML because every current browser draws it without a script, a font or a network,
screen readers know it, and it is short: KaTeX's HTML for the same formulas, with its fonts, is
larger than a whole page may be, and needs Node.js.
"""

from __future__ import annotations

import functools
import itertools
import re
import textwrap
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

from autograder.gradebook.hostile import clean, is_png
from autograder.messages import say

#: Code that is longer than anybody writes is plain text: coloring takes time that grows with the
#: square of a run of blank lines.
MAX_CHARACTERS, MAX_LINES = 20_000, 500
#: How many pieces are remembered; a page has about fifty.
KEPT = 1024
#: Characters from which a line of code may be wider than a phone, and of indentation that a
#: wrapped line keeps.
LONG, MAX_INDENT = 30, 16
#: Characters of TeX above which a displayed formula may be wider than a phone.
WIDE = 40

#: The classes that `style.css` has colors for.
COLORS: dict[Any, str] = {
    Comment: "c",
    String: "s",
    Number: "m",
    Keyword: "k",
    Operator.Word: "k",
    Name.Builtin: "b",
    Name.Function: "f",
    Name.Class: "f",
    Name.Decorator: "f",
}
ELEMENTS = frozenset({
    "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "accent", "accentunder", "columnalign", "columnspacing", "display", "displaystyle", "fence",
    "form", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric",
    "width",
})  # fmt: skip
#: Elements whose children do not stand beside each other.
SCRIPTS = frozenset({"mfrac", "mover", "mroot", "msub", "msubsup", "msup", "munder", "munderover"})
SIGNS, CLOSING = frozenset("+−±"), frozenset(")]}|‖!")
THIN = "0.167em"
#: latex2mathml has these for characters, and writes them into the tree as they are.
REFERENCE = re.compile(r"&#x[0-9A-Fa-f]+;")
#: What it does not know by itself.
OPERATORS = re.compile(r"\\(arg)(?![a-zA-Z])")
#: Controls, zero widths, what turns the direction of text, and halves of characters.
HIDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
CODE = re.compile(r"`([^`\n]+)`")


def short(text: str) -> bool:
    """Whether code is short enough to be colored."""
    return len(text) <= MAX_CHARACTERS and len(text.splitlines()) <= MAX_LINES


@functools.lru_cache(maxsize=KEPT)
def code(source: str) -> Markup:
    """Python code, colored if it is :func:`short`; characters that hide are shown by number."""
    text = HIDING.sub(lambda match: ascii(match[0])[1:-1], source.replace("\r\n", "\n").strip("\n"))
    plain = text.split("\n")
    colored = _colored(text) if short(text) else [escape(line, quote=False) for line in plain]
    ends = itertools.chain(itertools.repeat("\n", len(plain) - 1), [""])
    lines = itertools.starmap(_hanging, zip(plain, colored, ends, strict=True))
    return Markup(f"<pre><code>{''.join(lines)}</code></pre>")


def _hanging(line: str, shown: str, end: str) -> str:
    """A line of code with its end; what is wrapped of a long one stays to the right of its start.

    A block begins a new line by itself, so the end of a long line stands within its own.
    """
    if len(line) < LONG:
        return shown + end
    indent = min(len(line) - len(line.lstrip(" ")), MAX_INDENT)
    return f'<span class="w" style="--i:{indent}">{shown}{end}</span>'


def _colored(source: str) -> list[str]:
    """The lines of code, colored; a piece of several lines has its color in each."""
    tokens = PythonLexer(stripnl=False, ensurenl=False).get_tokens(source)
    lines = [""]
    for color, run in groupby(tokens, lambda token: _color(token[0])):
        first, *others = "".join(text for _, text in run).split("\n")
        lines[-1] += _span(first, color)
        lines += [_span(text, color) for text in others]
    return lines


def _span(text: str, color: str) -> str:
    text = escape(text, quote=False)
    return f'<span class="{color}">{text}</span>' if color and text else text


@functools.cache
def _color(kind: Any) -> str:
    return next((COLORS[above] for above in reversed(kind.split()) if above in COLORS), "")


@functools.lru_cache(maxsize=KEPT)
def formula(tex: str, display: bool = False) -> str:
    """TeX as MathML; as its own text where it cannot be read."""
    try:
        known = OPERATORS.sub(r"\\operatorname{\1}", tex.strip())
        drawn = _mathml(convert_to_element(known, display="block" if display else "inline"))
    except Exception:  # the library raises errors of many classes, not only its own
        drawn = f"<code>{escape(tex.strip())}</code>"
    if not display:
        return drawn
    reached = ' tabindex="0"' if len(tex) > WIDE else ""  # what scrolls is reached by keyboard
    return f'<span class="formula"{reached}>{drawn}</span>'


def _mathml(element: Element, **more: str) -> str:
    """An element of a formula with what it holds, if MathML knows it; else what it holds."""
    name = element.tag if element.tag in ELEMENTS else "mrow"
    if name == "mo" and _text(element) == "∞":
        name = "mi"  # a number, though the library takes it for an operator
    attributes = "".join(
        f' {key}="{escape(value)}"'
        for key, value in (dict(element.items()) | more).items()
        if key in ATTRIBUTES
    )
    held = escape(_text(element), quote=False) + "".join(_spaced(list(element), name))
    return f"<{name}{attributes}>{held}</{name}>"


def _text(element: Element) -> str:
    return REFERENCE.sub(lambda match: unescape(match[0]), element.text or "")


def _spaced(elements: Sequence[Element], within: str) -> Iterator[str]:
    """Elements of a row, spaced as in print: a sign belongs to its number, a name stands apart."""
    before: Element | None = None
    for element in elements:
        if before is None or within in SCRIPTS:
            yield _mathml(element)
        elif _text(element) in SIGNS and before.tag == "mo" and _text(before) not in CLOSING:
            yield _mathml(element, form="prefix")
        else:
            if _is_name(before) and element.tag not in ("mo", "mspace"):
                yield f'<mspace width="{THIN}"></mspace>'
            yield _mathml(element)
        before = element


def _is_name(element: Element) -> bool:
    """Whether it is the name of a function such as log, also with a base or a range."""
    named = element[0] if element.tag in SCRIPTS and len(element) else element
    text = _text(named)
    return named.tag in ("mi", "mo") and len(text) > 1 and text.isalpha()


class _Renderer(IPythonRenderer):
    """Markdown below the headings of a page: no HTML, and no picture from elsewhere."""

    def __init__(self) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        """A heading; the page itself has the first two levels."""
        level = min(level + 2, 6)
        return f"<h{level}>{text}</h{level}>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        """A block of code, in no language."""
        return f"<pre><code>{escape(code)}</code></pre>\n"

    def block_math(self, body: str) -> str:
        """A formula on its own."""
        return formula(body, display=True)

    def inline_math(self, body: str) -> str:
        """A formula in the line."""
        return formula(body)

    def latex_environment(self, name: str, body: str) -> str:
        """A formula that TeX would number."""
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link to a page of the web; what else a link may do, it does not do here."""
        safe = urlsplit(url).scheme in ("http", "https", "mailto") if _parses(url) else False
        return f'<a href="{escape(url)}" rel="noreferrer">{text}</a>' if safe else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """The words for a picture, which stands somewhere else."""
        return text


def _parses(url: str) -> bool:
    try:
        return bool(urlsplit(url))
    except ValueError:
        return False


@functools.lru_cache(maxsize=KEPT)
def markdown(text: str) -> Markup:
    """The Markdown of a cell or a comment, with its formulas."""
    return Markup(MarkdownWithMath(_Renderer()).render(text))


def sentence(text: str) -> Markup:
    """A message of the grader on its line; what stands in backticks is code."""
    return Markup(CODE.sub(r"<code>\1</code>", escape(text, quote=False)))


def broken(name: str) -> Markup:
    """A name that a narrow column may break where its words meet."""
    return Markup(re.sub(r"_|(?<=[a-z0-9])(?=[A-Z])", r"\g<0><wbr>", escape(name)))


def rows(text: str) -> str:
    """The text of an array with a line for each of its rows."""
    return text.replace("], [", "],\n [")


def outputs(cell: NotebookNode) -> Iterator[Markup]:
    """What a cell put out: text, and pictures that are PNG. Nothing else is shown."""
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            yield _printed(output.text)
        elif output.output_type == "error":
            yield _printed("\n".join(output.traceback) or f"{output.ename}: {output.evalue}")
        elif is_png(picture := "".join(str(output.data.get("image/png", "")).split())):
            words = escape(say("page.picture"))
            yield Markup(f'<img src="data:image/png;base64,{picture}" alt="{words}">')
        else:
            yield _printed(output.data.get("text/plain", ""))


def _printed(text: str) -> Markup:
    text = textwrap.dedent(clean(text)).strip("\n")
    return Markup(f'<pre class="output">{escape(text, quote=False)}</pre>' if text else "")

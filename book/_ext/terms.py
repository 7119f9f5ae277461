r"""Terms that light up together, in sentences, formulas, code and figures.

The book has three colors with a meaning (``course.css``): ``model``, ``truth`` and ``slope``.
A term of one of these kinds is marked where it occurs ::

    raising it takes [*p* − *y*]{.lit-slope} from the score    in a sentence
    $\lit{slope}{p_c - y_c}$                                   in a formula
    class="lit-slope"                                          in a figure that a script draws

and a page that marks terms has, once, a key, which also names the variables of its code::

    ```{terms}
    model | *p*, what the model says | P PB
    truth | *y*, what happened | Y YB
    slope | *p* − *y*, the gradient | grad
    ```

While the pointer is on a term, or its box in the key is checked or has the focus, all terms of that
kind are lit (``terms.css``, ``course.js``); without scripts by the style sheet alone. Where there
is no style sheet, on paper or in a notebook, nothing is left of the marks.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

KINDS = ("model", "truth", "slope")
MACRO = r"\htmlClass{lit-#1}{#2}"  # what KaTeX makes of \lit{kind}{...}
DEFAULT_LABELS = {"title": "Point at a term or check its box, and all its places light up"}

OPENING = re.compile(r"\\lit\{(\w+)\}\{")
SPAN = re.compile(r"\[([^\[\]]*)\]\{\.lit-\w+\}")
CODE = re.compile(r'(?s)<div class="highlight">.*?</div>')
NAME = re.compile(r'<span class="n">(\w+)</span>')


def without_marks(tex: str) -> str:
    r"""The TeX without ``\lit``: each mark is replaced by what it marks, in braces."""
    while match := OPENING.search(tex):
        depth, end = 1, match.end()
        while depth and end < len(tex):
            depth += {"{": 1, "}": -1}.get(tex[end], 0)
            end += 1
        inner = tex[match.end() : end - 1]
        tex = f"{tex[: match.start()]}{{{inner}}}{tex[end:]}"
    return tex


def plain_source(source: str) -> str:
    """Markdown without the marks and the key, for a notebook."""
    return without_marks(SPAN.sub(r"\1", re.sub(r"(?ms)^```\{terms\}\n.*?^```\n\n?", "", source)))


class PlainMath(SphinxTransform):
    """Keep the marks of a formula for KaTeX only; everybody else gets plain TeX."""

    default_priority = 400

    def apply(self, **_options):
        """Look at every formula of the page."""
        for kind in (nodes.math, nodes.math_block):
            for node in self.document.findall(kind):
                if OPENING.search(tex := node.astext()):
                    node["marked"] = tex
                    node.children = []
                    node += nodes.Text(without_marks(tex))


class terms_key(nodes.General, nodes.Element):
    """The key of a page."""


class terms_kind(nodes.General, nodes.Element):
    """A box of the key, with its words."""


class Terms(SphinxDirective):
    """The key: which kinds of term the page marks, in words, and how its code calls them."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        key, names = terms_key(), {}
        for line in self.content:
            kind, words, code = (part.strip() for part in (*line.split("|"), "", "")[:3])
            if kind not in KINDS or not words:
                raise self.error(f"terms: “{line}” is not one of {', '.join(KINDS)}, a bar, words")
            text, messages = self.state.inline_text(words, self.lineno)
            key += terms_kind("", nodes.inline("", "", *text), *messages, kind=kind)
            names.update(dict.fromkeys(code.split(), kind))
        key["names"] = names
        self.set_source_info(key)
        return [key]


def visit_key(self, node):
    title = self.config.terms_labels["title"]
    self.body.append(f'<fieldset class="lit-key"><legend>{title}</legend>\n')


def depart_key(self, node):
    self.body.append("</fieldset>\n")


def visit_kind(self, node):
    self.body.append(f'<label class="lit-{node["kind"]}"><input type="checkbox"/> ')


def depart_kind(self, node):
    self.body.append("</label>\n")


def skip(self, node):
    """Other builders print the words."""


def mark_code(app, pagename, templatename, context, doctree):
    """Mark the variables that the page's key names, in the open and the folded code."""
    key = next(iter(doctree.findall(terms_key)), None) if doctree is not None else None
    if key is None:
        return

    def marked(match: re.Match) -> str:
        kind = key["names"].get(match[1])
        return f'<span class="n lit-{kind}">{match[1]}</span>' if kind else match[0]

    context["body"] = CODE.sub(lambda block: NAME.sub(marked, block[0]), context["body"])


def add_macro(app, config):
    r"""Teach KaTeX ``\lit``."""
    config.katex_macros = {r"\lit": MACRO, **config.katex_macros}


def setup(app):
    """Register the key and the transform; the words are for a translator."""
    app.setup_extension("katex_math")
    app.add_config_value("terms_labels", DEFAULT_LABELS, "html")
    app.add_node(terms_key, html=(visit_key, depart_key), latex=(skip, skip), text=(skip, skip))
    app.add_node(terms_kind, html=(visit_kind, depart_kind), latex=(skip, skip), text=(skip, skip))
    app.add_directive("terms", Terms)
    app.add_transform(PlainMath)
    app.add_css_file("terms.css")
    app.connect("config-inited", add_macro)
    app.connect("html-page-context", mark_code)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

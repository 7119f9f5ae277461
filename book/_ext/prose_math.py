"""Mathematics in prose, set like the formulas.

In the sources a variable in a sentence is emphasized: ``*p*``, ``*I*(*pq*) = *I*(*p*) + *I*(*q*)``.
Here such a run becomes one ``<span class="prose-math">``, which the style sheet sets in KaTeX's
fonts, so that a letter looks the same in a sentence and in a formula beside it.
A run begins and ends with the digits, operators and brackets that touch a variable; small digits
of Unicode in it become ``<sub>`` and ``<sup>``, since the formulas' fonts do not have them.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜₓ", "0123456789+−aehijklmnoprstx")
HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀⁿ", "0123456789+−Tn")
SMALL = re.compile("([₀-₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜₓ]+)|([⁰¹²³⁴-⁹⁺⁻ᵀⁿ]+)")

SHORT = 16  #: characters of a run that stays on one line

#: One letter with or without small signs and primes, or a product of two, as ``NC`` and ``pq``:
#: two letters without a vowel are no English word.
VARIABLE = re.compile(r"(?:[^\W\d_]|[^\W\d_aeiouAEIOU]{2})(?:[₀-₉₊₋ₐ-ₜᵢⱼ⁰¹²³⁴-⁹⁺⁻ᵀⁿ′'̂̄]*)")
NAMES = r"(?:log|ln|exp|max|min|sgn|Pr)₂?"
NUMBER = r"[0-9½¼⅛¾⅓]+(?:[.,][0-9]+)*"
BINARY = r"[−+=<>≤≥≠≈·⋅×/∈→∝|*⊙‖]"
#: What may stand before the first variable of a run, between two, and behind the last.
BEFORE = re.compile(rf"(?:(?:{NUMBER}|{NAMES}|[([{{|−]|(?<=\S) {BINARY} |[/·]) ?)+$")
BETWEEN = re.compile(
    rf"^(?:{NUMBER}|{NAMES}|{BINARY}|[()\[\]{{}}|∑√∞…]|,|[ \u00a0]|{SMALL.pattern})*$"
)
AFTER = re.compile(
    rf"^(?:{SMALL.pattern}|[)\]}}|](?!\w)|\((?=[^()]*\))(?:{NUMBER}|[+−·/ ])*\)"
    rf"|[ ]?{BINARY}[ ]?(?:{NUMBER}|∞)(?!\w)|[/·](?:{NUMBER}))+"
)


def is_variable(node: nodes.Node) -> bool:
    """Is this an emphasized variable?"""
    return isinstance(node, nodes.emphasis) and VARIABLE.fullmatch(node.astext()) is not None


def with_small(text: str) -> list[nodes.Node]:
    """The text, with small digits as subscripts and superscripts."""
    parts, start = [], 0
    for match in SMALL.finditer(text):
        if match.start() > start:
            parts.append(nodes.Text(text[start : match.start()]))
        low, high = match.groups()
        parts.append(
            nodes.subscript(text=low.translate(LOW))
            if low
            else nodes.superscript(text=high.translate(HIGH))
        )
        start = match.end()
    return parts + ([nodes.Text(text[start:])] if start < len(text) else [])


def variable(node: nodes.emphasis) -> list[nodes.Node]:
    """The letter in italics; what is small beside it is not part of it."""
    first, *rest = with_small(node.astext())
    return [nodes.emphasis("", "", first), *rest]


def take_end(pieces: list[nodes.Node]) -> str:
    """Cut from the last piece what belongs to the variable that follows it, and give it."""
    if not pieces or not isinstance(pieces[-1], nodes.Text):
        return ""
    text = str(pieces[-1])
    match = BEFORE.search(text)
    found = match[0] if match else ""
    # A number or a name before the variable is part of the run only if it stands by itself.
    if not found or (text[: -len(found)] and text[-len(found) - 1].isalnum()):
        return ""
    pieces[-1:] = [nodes.Text(text[: -len(found)])] if len(found) < len(text) else []
    return found


def balanced(run: nodes.Element, text: str) -> str:
    """The beginning of the text that opens and closes no bracket in vain."""
    depth = run.astext().count("(") - run.astext().count(")")
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return text[:at]
    return text


def group(children: list[nodes.Node]) -> list[nodes.Node]:
    """The children of a text element with its runs of mathematics put together."""
    pieces: list[nodes.Node] = []
    at = 0
    while at < len(children):
        if not is_variable(children[at]):
            pieces.append(children[at])
            at += 1
            continue
        run = nodes.inline(classes=["prose-math"])
        run += with_small(take_end(pieces))
        run += variable(children[at])
        at += 1
        while at < len(children) and isinstance(children[at], nodes.Text):
            text = str(children[at])
            if (
                at + 1 < len(children)
                and is_variable(children[at + 1])
                and BETWEEN.match(text)
                and not text.startswith(", ")  # the next thing of a list
            ):
                run += [*with_small(text), *variable(children[at + 1])]
                at += 2
                continue
            match = AFTER.match(text)
            found = balanced(run, match[0]) if match else ""
            run += with_small(found)
            children[at] = nodes.Text(text[len(found) :])
            break
        if len(run.astext()) <= SHORT:
            run["classes"].append("unbroken")
        pieces.append(run)
    return [piece for piece in pieces if not isinstance(piece, nodes.Text) or piece]


class ProseMath(SphinxTransform):
    """Put the runs together when a page is read, so that its titles have them too."""

    default_priority = 880

    def apply(self, **_options):
        """Look at every element that holds an emphasized variable."""
        parents = {id(node.parent): node.parent for node in self.document.findall(is_variable)}
        for parent in parents.values():
            if isinstance(parent, nodes.TextElement) and "prose-math" not in parent["classes"]:
                parent.children, old = [], parent.children
                parent += group(old)


def setup(app):
    """Register the transform."""
    app.add_transform(ProseMath)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""The head of a chapter: how long it takes to read, how hard it is, what it needs and teaches.

A chapter begins with its title, a paragraph and, as a rule, a section::

    Needs: logarithms, limits · Difficulty: ●●○

    ## Learning objectives

On the page both lie in a fold below the title, so that the story comes first. What one sees of it
is one line, with the time to read, which is counted from the source when the page is built:

- prose and tables by words, 150 a minute. Nonfiction is read at 238 (M. Brysbaert, How many words
  do we read per minute?, Journal of Memory and Language 109, 2019); to learn from a text one reads
  200, to learn it by heart 138 (R. P. Carver, Reading Rate, 1990). Mathematics lies between them.
- a formula within a sentence as words, one for each sign that is spoken;
- a line of a displayed formula at 24 seconds, code at 100 words a minute, a figure or what a cell
  prints at 12 seconds, a figure to play with at a minute. These are estimates and no measurements.

Counted is what stands open. Questions and exercises stand apart, since they take as long as one
likes. Folded code and checks, solutions, further reading and the fold itself are not counted.
``python -m book._tools.reading`` prints the table of all chapters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from checks import split_code, still_needed
from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

DEFAULT_LABELS = {
    "needs": "Needs:",
    "difficulty": "Difficulty:",
    "aims": "Learning objectives",
    "time": "About {} minutes",
    "level": "Difficulty {} of {}",
    "summary": "What you need, and what you will learn",
    "apart": "The time is without the {questions} questions and {exercises} exercises at the end.",
}
#: Seconds that one of each takes.
SECONDS = {
    "words": 60 / 150,
    "signs": 60 / 150,
    "displays": 24.0,
    "code": 60 / 100,
    "outputs": 12.0,
    "figures": 12.0,
    "widgets": 60.0,
}
APART = {"quiz": "questions", "exercise": "exercises", "exercise-start": "exercises"}
#: Directives whose content is no text of the page.
UNSEEN = {"solution", "raw", "tableofcontents", "bibliography", "toctree", "figure", "image"}
HIDDEN = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
SILENT = {"hide-output", "hide-cell", "remove-output", "remove-cell"}
SKIPPED = {DEFAULT_LABELS["aims"], "Further reading"}
DIRECTIVE = re.compile(r"\{([\w:-]+)\}")
WORD = re.compile(r"\w[\w’'.,-]*")
#: What is spoken of a formula: a name, a command that is a sign, a number, an operator.
SIGN = re.compile(r"\\[A-Za-z]+|\d[\d.]*|[A-Za-z]|[=+\-<>/!|]")
NAME = re.compile(r"\\(?:operatorname|text\w*|math\w+)\*?\{[\w ]*\}")
LOOKS = re.compile(
    r"\\(?:begin|end|label)\{.*?\}"
    r"|\\(?:math\w+|q?quad|left|right|[bB]igg?[lr]?|frac|underbrace|overbrace|[,;!])(?![A-Za-z])"
)


@dataclass
class Count:
    """What a page holds, kind by kind."""

    words: int = 0
    signs: int = 0
    displays: int = 0
    code: int = 0
    outputs: int = 0
    figures: int = 0
    widgets: int = 0
    questions: int = 0
    exercises: int = 0

    @property
    def minutes(self) -> int:
        """The time to read it, questions and exercises apart."""
        return round(sum(getattr(self, kind) * one for kind, one in SECONDS.items()) / 60)


def make_parser() -> MarkdownIt:
    """MyST's Markdown, as far as it matters here."""
    parser = MarkdownIt("commonmark").enable("table")
    for plugin in (
        front_matter_plugin,
        myst_block_plugin,
        myst_role_plugin,
        colon_fence_plugin,
        dollarmath_plugin,
    ):
        parser.use(plugin)
    return parser


PARSER = make_parser()


def spoken(tex: str) -> int:
    """The number of signs of a formula that one says when one reads it aloud."""
    return len(SIGN.findall(LOOKS.sub(" ", NAME.sub("x", tex))))


def lines_of(tex: str) -> int:
    """The lines of a displayed formula; the rows of a matrix are not lines."""
    without = re.sub(r"\\begin\{(\w*matrix|cases)\}.*?\\end\{\1\}", "", tex, flags=re.DOTALL)
    return 1 + without.strip().removesuffix(r"\\").count(r"\\")


def options_of(content: str) -> tuple[dict[str, str], str]:
    """A directive's options, in either of MyST's forms, and its body."""
    if content.startswith("---\n"):
        head, _, body = content[4:].partition("\n---")
        lines = head.splitlines()
    else:
        lines = re.match(r"(?::[\w-]+:.*\n?)*", content)[0].splitlines()
        body = "\n".join(content.splitlines()[len(lines) :])
    pairs = (line.strip().lstrip(":").partition(":") for line in lines)
    return {key: value.strip() for key, _, value in pairs}, body.removeprefix("\n")


class Page:
    """A page's source on its way to a count."""

    def __init__(self, source: str):
        self.count = Count()
        self.cells: list[tuple[set[str], str]] = []
        self.apart = ""  # the directive without end fence in which we are
        self.section = ""
        self.read(source)
        self.read_cells()

    def read(self, source: str) -> None:
        """Count what this Markdown holds."""
        tokens = PARSER.parse(source)
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.type == "inline" and before is not None and before.type == "heading_open":
                self.section = token.content if before.tag <= "h2" else self.section
            if token.type in ("fence", "colon_fence") and (name := DIRECTIVE.match(token.info)):
                self.directive(name[1], token)
            elif not self.apart and self.section not in SKIPPED:
                self.block(token)

    def block(self, token: Token) -> None:
        """Count a block that is no directive."""
        if token.type == "inline":
            for part in inner(token):
                self.text(part)
        elif token.type in ("math_block", "math_block_label"):
            self.count.displays += lines_of(token.content)
        elif token.type in ("fence", "code_block"):
            self.count.code += len(WORD.findall(token.content))

    def text(self, token: Token) -> None:
        """Count a piece of a line."""
        if token.type == "math_inline":
            self.count.signs += spoken(token.content)
        elif token.type in ("text", "code_inline"):
            self.count.words += len(WORD.findall(token.content))
        elif token.type == "myst_role":
            self.count.words += len(WORD.findall(token.content.partition("<")[0])) or 1

    def directive(self, name: str, token: Token) -> None:
        """Count a directive, or what stands in it."""
        options, body = options_of(token.content)
        if name in ("solution-start", "exercise-start"):
            self.apart = name
        if name in APART:
            kind = APART[name]
            setattr(self.count, kind, getattr(self.count, kind) + 1)
        elif name in ("solution-end", "exercise-end"):
            self.apart = ""
        elif name == "code-cell":
            tags = set(re.findall(r"[\w-]+", options.get("tags", "")))
            self.cells.append((tags | ({"remove-cell"} if self.apart else set()), body))
            if not self.apart:
                self.read(options.get("caption", "").strip("\"'"))
        elif self.apart:
            return
        elif name == "math":
            self.count.displays += lines_of(body)
        elif name == "widget":
            self.count.widgets += 1
            self.read(options.get("caption", ""))
        elif name not in UNSEEN:
            title = token.info[len(name) + 2 :].strip()
            self.read(f"{title}\n\n{body}")

    def read_cells(self) -> None:
        """Count of the code what stands open, and the outputs."""
        later: set[str] = set()
        for tags, code in reversed(self.cells):
            shown = "" if tags & HIDDEN else split_code(code, later).shown
            self.count.code += len(WORD.findall(shown))
            if not tags & SILENT:
                self.count.figures += code.count("plt.show()")
                self.count.outputs += "print(" in code
            with suppress(SyntaxError):  # a magic command
                later = still_needed(ast.parse(code), later)


def inner(token: Token) -> Iterator[Token]:
    """The pieces of a line, also those of an image's description."""
    for child in token.children or []:
        yield child
        yield from inner(child)


def count(source: str) -> Count:
    """What a page with this source holds."""
    return Page(source).count


class chapter_head(nodes.General, nodes.Element):
    """What a chapter needs and teaches, with the line that stands for it while it is folded."""


def split_needs(paragraph: nodes.paragraph, mark: str) -> str:
    """Cut the difficulty off the end of the paragraph, and give it."""
    last = paragraph[-1]
    before, _, difficulty = last.astext().rpartition(mark)
    paragraph.replace(last, nodes.Text(before.rstrip(" ·")))
    return difficulty.strip()


def fold_head(app, doctree):
    """Put what comes before a chapter's first section into a fold."""
    words = app.config.reading_labels
    title = next((s[0] for s in doctree.children if isinstance(s, nodes.section)), None)
    needs = title.next_node(nodes.paragraph, descend=False, siblings=True) if title else None
    if needs is None or not needs.astext().startswith(words["needs"]):
        return
    found = count(Path(app.env.doc2path(app.env.docname)).read_text("utf-8"))
    difficulty = split_needs(needs, words["difficulty"])
    head = chapter_head("", minutes=found.minutes, difficulty=difficulty)
    section = needs.parent
    section.replace(needs, head)
    head += needs
    aims = next((s for s in section.children if isinstance(s, nodes.section)), None)
    if aims is not None and aims[0].astext() == words["aims"]:
        section.remove(aims)
        head += aims.children[1:]
    if found.questions:
        text = words["apart"].format(questions=found.questions, exercises=found.exercises)
        head += nodes.paragraph(text=text)


def visit_head(self, node):
    words = self.config.reading_labels
    level = node["difficulty"].count("●")
    label = words["level"].format(level, len(node["difficulty"]))
    self.body.append(
        '<details class="chapter-head"><summary>'
        f"<span>{words['time'].format(node['minutes'])}</span> "
        f'<span role="img" aria-label="{label}">{node["difficulty"]}</span> '
        f"<span>{words['summary']}</span></summary>\n"
    )


def depart_head(self, node):
    self.body.append("</details>\n")


def skip(self, node):
    """Other builders print the paragraphs as they are."""


def setup(app):
    """Fold before Sphinx collects the sections; ``reading_labels`` has what is translated."""
    app.add_config_value("reading_labels", DEFAULT_LABELS, "env")
    app.add_node(
        chapter_head, html=(visit_head, depart_head), latex=(skip, skip), text=(skip, skip)
    )
    app.connect("doctree-read", fold_head, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

"""The page a student gets back: what was lost and why, then what is right, then the notebook.

:class:`FeedbackExporter` is an exporter of nbconvert's that nbgrader is told of by
``c.GenerateFeedback.exporter_class``, so that its command, formgrader and ``autograder feedback``
make the same page. All that the page says comes from the report in the notebook's metadata and
from the marks that nbgrader writes into it; a notebook without a report gets nbgrader's own page.
"""

from __future__ import annotations

import ast
import functools
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode

from autograder.catalog import Catalog, Reading, Section
from autograder.gradebook import feedback_html as html
from autograder.gradebook.feedback_marks import Marks, Sender
from autograder.gradebook.hostile import printable
from autograder.judging.report import Example, QuestionResult, Report
from autograder.judging.wording import MARKS, parts_of_message
from autograder.messages import DEFAULT, by_number, say, speaking, tag
from autograder.running.isolation import CORE
from autograder.submission.source import definitions, tree

#: Bytes that a page may have.
MAX_PAGE = 300_000
#: Bytes of it for code, outputs and the notebook; the rest is for what the page says.
ROOM_FOR_CODE, ROOM_FOR_NOTEBOOK = 80_000, 150_000
#: How a page says what it shows; see :meth:`autograder.gradebook.feedback_marks.Marks.digest`.
MARK = re.compile(r'<meta name="autograder-shows" content="([0-9a-f]+)">')
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


# ------------------------------------------------------------------------- the page


@dataclass(frozen=True)
class Question:
    """A question as the page shows it.

    Attributes:
        id: ``MSELoss.forward``, of the class or function ``name`` and the ``part``.
        anchor: where on the page it is.
        mark: a sign for its outcome.
        auto: the points that the grader gave.
        earned: the points that count.
        points: the points that could be had.
    """

    id: str
    anchor: str
    mark: str
    auto: float
    earned: float
    points: float

    @property
    def name(self) -> str:
        """The class or function."""
        return self.id.partition(".")[0]

    @property
    def part(self) -> str:
        """What of it is asked."""
        return self.id.partition(".")[2]

    @property
    def lost(self) -> bool:
        """Whether points are missing."""
        return self.earned < self.points

    @property
    def changed(self) -> bool:
        """Whether a person gave other points than the grader."""
        return self.earned != self.auto


@dataclass(frozen=True)
class Problem:
    """Questions that lost points for one reason, and all that is said of it.

    Attributes:
        where: which cases went wrong, as far as that is told.
        hint: the paragraphs of the hint.
        example: the public example that went wrong.
        code: the student's code that was asked.
        same_code: the question that shows this code already.
        section: what to read again.
        address: where that is.
    """

    questions: tuple[Question, ...]
    where: str
    hint: tuple[str, ...]
    example: Example | None = None
    code: Markup | None = None
    same_code: Question | None = None
    section: str = ""
    address: str = ""


@dataclass(frozen=True)
class Page:
    """All that a page shows."""

    assignment: str
    title: str
    mark: str
    sender: Sender
    score: float
    max_score: float
    penalty: float
    remarks: tuple[str, ...]
    questions: tuple[Question, ...]
    comments: tuple[tuple[str, Markup], ...]
    lost: tuple[Problem, ...]
    passed: tuple[Question, ...]
    notebook: tuple[Markup, ...]

    @property
    def percent(self) -> int:
        """The share of the points, for a bar."""
        share = self.score / self.max_score if self.max_score else 0
        return round(100 * min(max(share, 0), 1))

    def names(self) -> Iterator[tuple[str, list[Question]]]:
        """The questions by class or function."""
        for name, questions in groupby(self.questions, lambda question: question.name):
            yield name, list(questions)


class Room:
    """Bytes that are left: what does not fit is left out, and a line says so."""

    def __init__(self, size: int):
        self._size = size

    def fit(self, shown: Markup) -> Markup:
        """What fits, or that it was left out."""
        size = len(shown.encode(errors="replace"))
        if size > self._size:
            return self._left_out()
        self._size -= size
        return shown

    def code(self, source: str) -> Markup:
        """Code that fits; what cannot is not even colored."""
        return self.fit(html.code(source)) if len(source) <= self._size else self._left_out()

    def markdown(self, text: str) -> Markup:
        """Markdown that fits; what cannot is not even rendered."""
        return self.fit(html.markdown(text)) if len(text) <= self._size else self._left_out()

    @staticmethod
    def _left_out() -> Markup:
        return Markup(f'<p class="note">{html.sentence(say("page.left_out"))}</p>')


def page_of(
    notebook: NotebookNode,
    report: Report,
    marks: Marks,
    totals: Mapping[str, float],
    settings: Settings,
    reading: Reading | None,
) -> Page:
    """The page of a graded notebook, in the language of the context.

    Args:
        notebook: with the student's code and outputs.
        report: what was found out.
        marks: the scores and comments that count.
        totals: score, possible score and penalty, as nbgrader adds them up.
        settings: of the course.
        reading: the sections of the book.
    """
    questions = {q.id: _question(q, marks) for q in report.questions}
    lost = [q for q in report.questions if questions[q.id].lost]
    return Page(
        assignment=report.assignment,
        title=title(notebook, report.assignment),
        mark=marks.digest(*settings.shown),
        sender=marks.sender,
        score=totals["score"],
        max_score=totals["max_score"],
        penalty=totals["late_penalty"],
        remarks=(*report.remarks, *_weakness(notebook)),
        questions=tuple(questions.values()),
        comments=tuple((name, html.markdown(said)) for name, said in _said(marks)),
        lost=tuple(_problems(lost, questions, notebook, settings, reading)),
        passed=tuple(q for q in questions.values() if not q.lost),
        notebook=tuple(_notebook(notebook, questions)),
    )


def _question(result: QuestionResult, marks: Marks) -> Question:
    earned = marks.scores.get(result.grade_id, result.earned)
    points = marks.possible.get(result.grade_id, result.points)
    mark = MARKS["passed"] if earned >= points else MARKS[result.status]
    if earned < points and result.status == "passed":
        mark = MARKS["failed"]
    anchor = f"q-{result.grade_id}"
    return Question(result.id, anchor, mark, result.earned, earned, points)


def title(notebook: NotebookNode, stem: str) -> str:
    """The first heading of the notebook, which says what it is about."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = (match[1] for text in texts if (match := HEADING.search(text)))
    return str(next(found, stem))


def _weakness(notebook: NotebookNode) -> list[str]:
    """Which layers of the isolation were missing, if any was."""
    held = notebook.metadata["autograder"].get("isolation", ())
    missing = [layer for layer in CORE if layer not in held]
    return [say("report.weak", missing=say("list.comma").join(missing))] if missing else []


def _said(marks: Marks) -> Iterator[tuple[str, str]]:
    """What people wrote; what nbgrader writes of an empty answer, each question says anyway."""
    for name, comment in marks.comments.items():
        if comment.strip() and comment != "No response.":
            yield name, comment


# ---------------------------------------------------------------- where points were lost


def _problems(
    lost: Sequence[QuestionResult],
    questions: Mapping[str, Question],
    notebook: NotebookNode,
    settings: Settings,
    reading: Reading | None,
) -> Iterator[Problem]:
    """What lost points, in the order of the questions; what is said alike is said once."""
    room, shown = Room(ROOM_FOR_CODE), dict[str, Question]()
    explained: dict[str, Section] = {}
    for _, alike in groupby(lost, _reason):
        results = list(alike)
        first, asked = results[0], tuple(questions[q.id] for q in results)
        where, hint = parts_of_message(first)
        problem = Problem(asked, where, tuple(hint), first.example)
        if reading:
            section = reading.of(first.misconception, first.id, asked[0].name)
            if first.misconception:  # where a mistake is first met is where it is explained
                section = explained.setdefault(first.misconception, section)
            address = section.address(settings.book_url)
            problem = replace(problem, section=_named(section), address=address)
        source = "" if first.status == "missing" else _asked_code(first, notebook)
        if source in shown:
            problem = replace(problem, same_code=shown[source])
        elif source:
            shown[source] = asked[0]
            problem = replace(problem, code=room.code(source))
        yield problem


def _reason(result: QuestionResult) -> object:
    """Equal for questions of one class or function of which the same is said."""
    name = result.id.partition(".")[0]
    return (name, result.message) if result.example is None else result.id


def _named(section: Section) -> str:
    key = "page.section" if section.title else "page.chapter"
    return say(key, title=section.title, chapter=section.chapter)


def _asked_code(result: QuestionResult, notebook: NotebookNode) -> str:
    """The student's code that a question is about: a method, else the class or function."""
    name, _, part = result.id.partition(".")
    cells = [c for c in notebook.cells if c.cell_type == "code" and not _is_graded(c)]
    for cell in reversed(cells):
        if name in definitions(cell.source):
            asked = result.example.method if result.example else part
            return _excerpt(cell.source, name, asked)
    return ""


def _excerpt(source: str, name: str, method: str) -> str:
    """The lines of a method of a class, else of all that is defined by a name, else all lines."""
    parsed = tree(source)
    found = [n for n in ast.walk(parsed) if getattr(n, "name", "") == name] if parsed else []
    if not found:
        return source
    inside = [n for n in getattr(found[-1], "body", ()) if getattr(n, "name", "") == method]
    return _lines(source, inside[-1] if inside else found[-1])


def _lines(source: str, node: Any) -> str:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return textwrap.dedent("\n".join(source.split("\n")[first - 1 : node.end_lineno]))


# ---------------------------------------------------------------------- the notebook


def _is_graded(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _notebook(notebook: NotebookNode, questions: Mapping[str, Question]) -> Iterator[Markup]:
    """The cells, without what stands above already; graded ones in a line."""
    room = Room(ROOM_FOR_NOTEBOOK)
    by_cell = {q.anchor.removeprefix("q-"): q for q in questions.values()}
    for cell in notebook.cells:
        if cell.get("id") == "verdict":
            continue
        if cell.cell_type != "code":
            yield room.markdown(cell.source)
        elif q := by_cell.get(cell.metadata.get("nbgrader", {}).get("grade_id")):
            line = by_number("page.graded", q.points, id=q.id, earned=q.earned, points=q.points)
            yield Markup(f"<p>{html.sentence(line)}</p>")
        else:
            yield room.code(cell.source)
            yield from map(room.fit, html.outputs(cell))


# ---------------------------------------------------------------------- the exporter


@dataclass(frozen=True)
class Settings:
    """What a course's configuration says of its pages.

    Attributes:
        language: of the words: ``c.Autograder.language``.
        book_url: where the book stands on the web, if it does: ``c.Autograder.book_url``.
    """

    language: str = DEFAULT
    book_url: str = ""

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Settings:
        """Read the section ``Autograder`` of a configuration."""
        told = config.get("Autograder", {})
        return cls(str(told.get("language", DEFAULT)), str(told.get("book_url", "")))

    @property
    def shown(self) -> tuple[str, str]:
        """What a page changes with."""
        return self.language, self.book_url


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter that makes :class:`Page` of what the autograder graded."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a graded notebook; see the text above."""
        report = report_in(nb)
        if report is None:
            theirs: tuple[str, dict[str, Any]]
            theirs = super().from_notebook_node(nb, resources, **options)
            return theirs
        # nbconvert's first step, without the templates and the parsing that follow it there.
        nb, known = Exporter.from_notebook_node(self, nb, resources, **options)
        return self._render(nb, report, known), known

    def _render(self, nb: NotebookNode, report: Report, known: Mapping[str, Any]) -> str:
        settings = Settings.of(self.config)
        reading = _reading(Path.cwd(), report.assignment)
        with speaking(settings.language):
            marks = Marks.of(nb, known)
            page = page_of(nb, report, marks, known["nbgrader"], settings, reading)
            return rendered("page.html.j2", page=page)


def report_in(notebook: NotebookNode) -> Report | None:
    """The report in the metadata of a graded notebook, if there is one that can be read."""
    kept = notebook.metadata.get("autograder", {}).get("report")
    try:
        return Report.from_json(kept) if kept else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


@functools.cache
def _reading(course: Path, stem: str) -> Reading | None:
    return Catalog(course).reading(stem)


def rendered(template: str, **known: Any) -> str:
    """A page from one of the templates, in the language of the context."""
    text = _templates().get_template(template).render(**known)
    return text.encode(errors="replace").decode()  # halves of characters cannot be written


@functools.cache
def _templates() -> jinja2.Environment:
    folder = Path(__file__).parent / "page"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    css = Markup((folder / "style.css").read_text(encoding="utf-8").strip())
    environment.globals.update(say=say, by_number=by_number, tag=tag, css=css)
    environment.globals.update(sentence=html.sentence, rows=html.rows, broken=html.broken)
    environment.globals.update(printable=printable)
    return environment

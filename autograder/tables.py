"""What the grader asks and knows, as tables for teachers.

``python -m autograder.tables`` writes ``docs/rubrics.md``; a test says when that is out of date.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from autograder.catalog import Catalog
from autograder.gradebook.course import REPOSITORY
from autograder.judging.rubric import Misconception, Question, Rubric, target_of
from autograder.messages import say

PATH = REPOSITORY / "docs" / "rubrics.md"

HEAD = """\
# What is asked, and which mistakes are known

Made by `python -m autograder.tables` from the rubrics; edits here are lost.

A *case* is a short dialogue with a submission: build, call, look.
The cases of a group earn its points together, and the groups of a question are its partial credit.
A *misconception* is a mistake that the grader recognizes by its numbers and answers with a hint of
its own. It is listed here with the first sentence of the hint; the rest is in
`autograder/rubrics/`.
A *mutant* is a reference solution with one small change. Every mutant loses points, except for
those listed here, whose change changes nothing.
"""


def document() -> str:
    """The whole of ``docs/rubrics.md``."""
    from autograder.rubrics._equivalent import EQUIVALENT as equivalent

    catalog = Catalog()
    rubrics = [catalog[stem].rubric for stem in catalog.stems()]
    parts = [HEAD, _table(_OVERVIEW, _overview(rubrics, equivalent)), _measured()]
    for rubric in rubrics:
        rows = [_question_row(rubric, question) for question in rubric.questions]
        parts += [f"## {rubric.stem}\n", _table(_QUESTIONS, rows)]
        parts += _misconceptions(rubric)
        parts += _mutants(equivalent.get(rubric.stem, {}))
    return "\n".join(parts)


#: When work that nobody here had seen was judged for the first time.
MEASURED = """\
## How often the mistake is named

`python -m bench.diagnosis --publish` judges the submissions in `tests/cases/students`, which were
written from the notebooks alone, and writes these figures.

- Recall: {named} of {wrong} wrong submissions ({recall:.0%}) are told something true that names the
  mistake, and {located} more are told where it goes wrong: in which cases, in which entries, or for
  which other inputs the answer would be right. These facts are read off the cases.
- Precision: {true} of {hints} hints that name a mistake ({precision:.0%}) are true. What counts as
  true was listed from the grader's own answers, after those that do not fit the description of the
  work had been taken out; so this figure is ours, and work that we have not seen is the real test.
- Verdicts: in {judged_right} of {submissions} submissions just the right questions lose points.
  For most of them the list of these questions was taken from the grader, and read through.

All of this work was mended for. Eight batches were written by people who knew the notebooks and not
the rubrics, and were judged once before anything was mended for them. The first three, of 29
November 2026, hold what students often do, and so do the last three, of 30 November,
over all options of all ten problem sets. Whoever wrote the fourth and the fifth was asked for
natural mistakes that the makers of a grader would not have thought of; the fifth was written before
the fourth was mended for, and judged after:

| at first sight | first | second | third | fourth | fifth | sixth | seventh | eighth |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| correct, all points | 20/20 | 20/20 | 15/15 | 28/29 | 20/20 | 55/56 | 60/60 | 19/20 |
| wrong, lost points | 128/130 | 95/100 | 99/100 | 172/213 | 101/112 | 336/347 | 334/340 | 118/120 |
| told which mistake | 113 | 71 | 78 | 75 | 75 | 279 | 284 | 108 |
| of all that is wrong | 87% | 71% | 78% | 35% | 67% | 80% | 84% | 90% |
| told only where | 13 | 20 | 13 | 77 | 21 | 46 | 41 | 9 |
| told anything true | 126 | 91 | 91 | 152 | 96 | 325 | 325 | 117 |
| of all that is wrong | 97% | 91% | 91% | 71% | 86% | 94% | 96% | 98% |
| told something false | 4 | 4 | 6 | 17 | 4 | 10 | 3 + 29 | 4 |

The seventh batch was read more strictly than those before: for each sentence it was asked whether
it is true of the code, not only of the cases that were tried. Three works were told a cause that is
not theirs; in six, one sentence of a hint was false whose diagnosis was true; in 23, what was false
was a fact about the cases ("in all of them a label is 0") that was drawn as a conclusion about the
code. These facts say since then that they are about the cases that were tried, and they are not
told where few cases have something in common by chance. The eighth was written meanwhile by others,
judged after that, and read as strictly: one work was told a cause that is not its own, two a
sentence too many in a true hint, one a factor that held in a part of the cases only.

Two batches more, of 1 December, were asked for mistakes that nobody would have listed. Of the ninth
all 32 correct works had all points, and 152 of 168 wrong ones lost some. Four people read every
sentence that was said of them, as strictly: 112 were told which mistake, 151 anything true, and 23
something false, mostly a sentence too many in a hint that was true. Some of it is
said more carefully since. Of the tenth, judged after a part of that, all 24 correct works had all
points and 111 of 120 wrong ones lost some; what was said of them has not been read that way.

Some of the wrong work lost nothing, and does so still: it differs only in what a dialogue of plain
numbers does not show (a result that is the caller's own array, a reference that is kept to it), in
less than the tolerance (a variance that is kept above 2e-16), or in inputs that no docstring
promises. One of the third batch had changed a given cell; given cells are put back, so it lost
nothing, and rightly. The correct one of the fourth that lost points had a constant between the
import and the first answer, which ran before the import; that of the sixth summed whole numbers to
one of more than 64 bits; that of the eighth multiplied by a one-hot table, which −∞ spoils, and the
notebook did not say then that there may be one.
"""


def _measured() -> str:
    """Recall and precision of the hints, as they were measured last."""
    path = REPOSITORY / "autograder" / "rubrics" / "_measured.json"
    figures = json.loads(path.read_text(encoding="utf-8"))
    recall, precision = figures["named"] / figures["wrong"], figures["true"] / figures["hints"]
    return MEASURED.format(recall=recall, precision=precision, **figures)


_OVERVIEW = ("assignment", "questions", "points", "cases", "misconceptions", "equivalent mutants")
_QUESTIONS = ("question", "points", "groups", "cases", "misconceptions that break it")


def _overview(rubrics: Sequence[Rubric], equivalent: dict[str, dict[str, str]]) -> list[list[Any]]:
    rows = [
        [
            f"[{r.stem}](#{r.stem})",
            len(r.questions),
            sum(q.points for q in r.questions),
            sum(_cases(r, q) for q in r.questions),
            len(r.misconceptions),
            len(equivalent.get(r.stem, {})),
        ]
        for r in rubrics
    ]
    return [*rows, ["together", *(sum(column) for column in list(zip(*rows, strict=True))[1:])]]


def _question_row(rubric: Rubric, question: Question) -> list[Any]:
    groups = "; ".join(f"{g.name}: {g.points:g}" for g in question.groups)
    return [
        f"`{question.id}`",
        question.points,
        groups if len(question.groups) > 1 else "",
        _cases(rubric, question),
        sum(question.id in m.breaks for m in rubric.misconceptions),
    ]


def _cases(rubric: Rubric, question: Question) -> int:
    return sum(map(len, rubric.draw(question, 0)))


def _misconceptions(rubric: Rubric) -> Iterator[str]:
    """A list of the known mistakes for each class or function."""
    for target in dict.fromkeys(q.target for q in rubric.questions):
        yield f"### {rubric.stem}: mistakes in `{target}`\n"
        known = (m for m in rubric.misconceptions if target_of(m, rubric.reference) == target)
        lines = (f"- `{m.__name__}` {_first_sentence(m)}" for m in known)
        yield "\n".join(lines) + "\n"


def _first_sentence(misconception: Misconception) -> str:
    paragraph = inspect.cleandoc(misconception.__doc__ or "").split("\n\n")[0]
    return re.sub(r"\s+", " ", paragraph)


def _mutants(reasons: dict[str, str]) -> Iterator[str]:
    if reasons:
        yield "### Mutants that change nothing\n"
        yield "\n".join(f"- `{name}`: {why}" for name, why in reasons.items()) + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table; numbers are aligned to the right."""
    rows = [
        [f"{cell:g}" if isinstance(cell, int | float) else cell for cell in row] for row in rows
    ]
    rules = ["---:" if all(r[i].isdigit() for r in rows) else "---" for i in range(len(header))]
    lines = (f"| {' | '.join(row)} |" for row in [header, rules, *rows])
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the file."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(document(), encoding="utf-8")
    print(say("cli.release_written", path=PATH.relative_to(REPOSITORY)))


if __name__ == "__main__":
    main()

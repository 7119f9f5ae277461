"""A percent notebook in another language, cell by cell against the English one.

``solutions/<language>/<stem>.py`` has the cells of ``solutions/<stem>.py``, in their order, with
the same code. The first line of a cell carries a fingerprint of the English that it was written
for, as in ``# %% [markdown] of="1a2b3c4d"``; a cell without one is taken to fit the English as it
is now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from autograder.catalog import BEGIN, END
from autograder.judging.translation import fingerprint
from autograder.submission.source import is_text, reworded

#: What students get in place of a solution, as nbgrader has it.
REGION = re.compile(rf"{BEGIN}\n.*?{END}", re.DOTALL)
STUB = "raise NotImplementedError()"


@dataclass(frozen=True)
class Cell:
    """A cell of a percent notebook.

    Attributes:
        kind: ``"markdown"`` or ``"code"``.
        of: the fingerprint of the English that it was written for, if it says one.
    """

    kind: str
    source: str
    of: str | None = None


#: An English cell and its translation; one of the two may be missing.
Pair = tuple[Cell | None, Cell | None]


def cells(percent: str) -> list[Cell]:
    """The cells of a percent notebook."""
    import jupytext  # only a release needs it, and it takes a while to import

    notebook = jupytext.reads(percent, fmt="py:percent")
    return [Cell(c.cell_type, c.source, c.metadata.get("of")) for c in notebook.cells]


def pairs(english: Sequence[Cell], translated: Sequence[Cell]) -> Iterator[Pair]:
    """English cells with their translations, in the order of English.

    Fingerprints tell what belongs together; between those that fit, cells are taken in turn.
    """
    marks = [fingerprint(cell.source) for cell in english]
    found = SequenceMatcher(None, marks, [cell.of for cell in translated], autojunk=False)
    for _, i, end, j, last in found.get_opcodes():
        for mine, yours in zip_longest(english[i:end], translated[j:last]):
            if mine and yours and mine.kind != yours.kind:
                yield from ((mine, None), (None, yours))
            else:
                yield mine, yours


def in_language(english: str, translated: str | None) -> list[Cell]:
    """The cells of an English notebook, in the words of a translation as far as it fits.

    What is missing, was written for another English or has other code stays English, so that the
    notebook always asks what the rubric grades.
    """
    paired = pairs(cells(english), cells(translated) if translated else [])
    return [yours if yours and fits(mine, yours) else mine for mine, yours in paired if mine]


def left_in_english(english: str, translated: str | None) -> int:
    """How many cells :func:`in_language` leaves in English."""
    paired = pairs(cells(english), cells(translated) if translated else [])
    return sum(1 for mine, yours in paired if mine and not (yours and fits(mine, yours)))


def fits(english: Cell, translated: Cell) -> bool:
    """Whether a translation can stand for the English cell."""
    if translated.of not in (None, fingerprint(english.source)):
        return False
    return english.kind == "markdown" or same_code(english.source, translated.source)


def same_code(english: str, translated: str) -> bool:
    """Whether code differs in what a person reads only, with its solution and without."""
    for one, other in ((english, translated), (_stub(english), _stub(translated))):
        texts = reworded(one, other)
        if texts is None or any(a != b and not is_text(a) for a, b in texts):
            return False
    return True


def _stub(source: str) -> str:
    return REGION.sub(STUB, source)

"""Which two submissions share more than the assignment makes likely?

The code of each function is a sequence of tokens: comments, layout and docstrings are left out, and
names of the student's own are all alike. Windows of :data:`WINDOW` tokens are winnowed into
fingerprints (Schleimer, Wilkerson & Aiken, *Winnowing*, SIGMOD 2003). What the released notebook
gives, and what many share, says nothing; a fingerprint that k of n students have tells log(n/k)
nats, its surprise. The score of a pair is the surprise that its functions share.

A score alone means nothing, so it is compared with those of all other pairs of the class. Most
pairs share nothing that is rare. Of those that do, each further nat is about as unlikely as the one
before, so their scores, from that of a single fingerprint on, fall off like an exponential
distribution; its scale is taken from their median, without the highest, among which copies may be.
It says how many pairs with such a score to expect.
"""

from __future__ import annotations

import ast
import io
import keyword
import math
import tokenize
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.submission.source import as_python, tree

#: Tokens of a window, and windows of which one is kept.
WINDOW, GUARANTEE = 8, 4
#: A fingerprint that more than this share of the class has tells nothing.
MANY = 0.25
#: Students below which nothing can be expected.
ENOUGH = 10
#: Expected pairs with such a score, in the whole class, below which a pair is listed.
LEVEL = 0.1
#: Pairs that are listed at most; in a class too small to expect anything, the first of all.
MOST, FIRST = 50, 5
#: What is at the top level of the cells, or in functions that are not asked for.
ELSEWHERE = "elsewhere"
SKIPPED = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENCODING, tokenize.ENDMARKER,
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """The code of one function.

    Attributes:
        source: as the student wrote it.
        prints: for each fingerprint, the lines of ``source`` that it covers, from 0.
    """

    source: str
    prints: Mapping[int, frozenset[int]]


Submission = Mapping[str, Unit]


@dataclass(frozen=True)
class Pair:
    """Two submissions.

    Attributes:
        first, second: the students.
        score: the surprise that they share, in nats.
        share: of the less surprising one's surprise, how much that is.
        expected: how many pairs with that score or more the class makes likely; ``None`` if it
            is too small to say.
        units: the functions in which they share something, with the nats.
    """

    first: str
    second: str
    score: float
    share: float
    expected: float | None
    units: dict[str, float]


@dataclass(frozen=True)
class Similar:
    """What a class's code shows.

    Attributes:
        students: how many submissions were compared.
        level: the expected number below which a pair is listed.
        pairs: the pairs, the most alike first.
        scores: the scores of all pairs.
        scale: nats that make a pair e times as unlikely.
    """

    students: int
    level: float
    pairs: tuple[Pair, ...]
    scores: tuple[float, ...]
    scale: float

    def to_json(self) -> dict[str, Any]:
        """The object that ``autograder similar --json`` prints."""
        return asdict(self)


# ------------------------------------------------------------------ fingerprints


def read(cells: Iterable[str], kept: frozenset[str], names: frozenset[str]) -> Submission:
    """The functions of a submission with their fingerprints.

    Args:
        cells: the text of its cells of code.
        kept: the functions that are asked for, such as ``MSELoss.forward``; a helper, whatever
            it is called, belongs to :data:`ELSEWHERE`.
        names: names that everybody has; all others are alike.
    """
    sources: dict[str, list[str]] = defaultdict(list)
    skipped: dict[str, list[frozenset[int]]] = defaultdict(list)
    for cell in cells:
        parsed = tree(cell)
        if parsed is None:
            continue
        lines = as_python(cell).splitlines()
        for name, first, last, docstrings in _pieces(parsed, len(lines)):
            unit = name if name in kept else ELSEWHERE
            sources[unit].append("\n".join(lines[first:last]))
            skipped[unit].append(frozenset(line - first for line in docstrings))
    return {name: _unit(sources[name], skipped[name], names) for name in sources}


def _pieces(parsed: ast.Module, length: int) -> Iterator[tuple[str, int, int, frozenset[int]]]:
    """Functions, methods and what stands between them: name, first and last line, docstrings."""
    for node in parsed.body:
        inside = node.body if isinstance(node, ast.ClassDef) else []
        methods = [part for part in inside if isinstance(part, ast.FunctionDef)]
        for method in methods:
            yield f"{getattr(node, 'name', '')}.{method.name}", *_span(method)
        if isinstance(node, ast.FunctionDef):
            yield node.name, *_span(node)
        elif not methods:
            yield ELSEWHERE, *_span(node)


def _span(node: ast.stmt) -> tuple[int, int, frozenset[int]]:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    strings = [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.Expr)
        and isinstance(part.value, ast.Constant)
        and isinstance(part.value.value, str)
    ]
    lines = (n for s in strings for n in range(s.lineno - 1, (s.end_lineno or s.lineno)))
    return first, node.end_lineno or node.lineno, frozenset(lines)


def _unit(pieces: list[str], skipped: list[frozenset[int]], names: frozenset[str]) -> Unit:
    """Pieces that belong together; windows do not reach from one into the next."""
    prints: dict[int, set[int]] = defaultdict(set)
    above = 0
    for piece, without in zip(pieces, skipped, strict=True):
        tokens = [t for t in tokens_of(piece, names) if t[1] not in without]
        for value, lines in winnowed(tokens):
            prints[value] |= {above + line for line in lines}
        above += piece.count("\n") + 1
    return Unit("\n".join(pieces), {value: frozenset(lines) for value, lines in prints.items()})


def tokens_of(source: str, names: frozenset[str]) -> list[tuple[str, int]]:
    """The tokens of a piece of code with their lines, names of the student's own all alike."""
    found: list[tuple[str, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in SKIPPED:
                found.append((_normal(token, names), token.start[0] - 1))
    except (tokenize.TokenError, SyntaxError):  # an indented piece that ends early
        pass
    return found


def _normal(token: tokenize.TokenInfo, names: frozenset[str]) -> str:
    if token.type == tokenize.STRING:
        return '""'
    if token.type == tokenize.NUMBER:
        return f"{_number(token.string)}"
    if token.type == tokenize.NAME and not keyword.iskeyword(token.string):
        return token.string if token.string in names else "name"
    return token.string


def _number(text: str) -> object:
    try:
        return complex(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return text


def winnowed(tokens: Sequence[tuple[str, int]]) -> Iterator[tuple[int, frozenset[int]]]:
    """Fingerprints: of every :data:`GUARANTEE` windows in a row, that with the least hash.

    Whatever two texts share of ``WINDOW + GUARANTEE − 1`` tokens or more is found.
    """
    words = [word for word, _ in tokens]
    hashes = [
        zlib.crc32(" ".join(words[k : k + WINDOW]).encode()) for k in range(len(words) - WINDOW + 1)
    ]
    chosen = {
        min(range(k, min(k + GUARANTEE, len(hashes))), key=lambda i: (hashes[i], -i))
        for k in range(max(1, len(hashes) - GUARANTEE + 1) if hashes else 0)
    }
    for k in sorted(chosen):
        yield hashes[k], frozenset(line for _, line in tokens[k : k + WINDOW])


# ------------------------------------------------------------------------ scores


def compare(work: Mapping[str, Submission], given: Submission, level: float = LEVEL) -> Similar:
    """Compare all submissions of a class with each other.

    Args:
        work: by student.
        given: the released notebook, read the same way; it tells nothing.
        level: the expected number of such pairs below which a pair is listed.
    """
    students = sorted(work)
    n = len(students)
    known = {value for unit in given.values() for value in unit.prints}
    units = sorted({name for submission in work.values() for name in submission})
    shared = [_shared(unit, students, work, known) for unit in units]
    total = np.sum(shared, axis=0) if shared else np.zeros((n, n))
    first, second = np.triu_indices(n, 1)
    scores = total[first, second]
    least, scale = _tail(scores, n)
    pairs = []
    for position in np.argsort(-scores, kind="stable")[: MOST if n >= ENOUGH else FIRST]:
        i, j, score = int(first[position]), int(second[position]), float(scores[position])
        rarity = math.exp(-(score - least) / scale)
        expected = float((scores > 0).sum()) * rarity if n >= ENOUGH else None
        if score <= 0 or (expected is not None and expected >= level):
            break
        parts = {u: float(s[i, j]) for u, s in zip(units, shared, strict=True) if s[i, j] > 0}
        share = score / float(min(total[i, i], total[j, j]))
        pairs.append(Pair(students[i], students[j], score, share, expected, parts))
    return Similar(n, level, tuple(pairs), tuple(map(float, scores)), scale)


def _tail(scores: NDArray[np.float64], n: int) -> tuple[float, float]:
    """Where the exponential distribution of the scores above zero begins, and its scale.

    It begins at the surprise of one fingerprint that two students share, which is also the least
    that the scale can be. Copies may be among the highest scores: as many of these as a tenth of
    the class are not looked at.
    """
    one = math.log(max(n, 3) / 2)
    above = np.sort(scores[scores > 0])
    above = above[: max(0, len(above) - n // 10)]
    half = float(np.median(above)) - one if len(above) else 0.0
    return one, max(one, half / math.log(2))


def surprises(
    unit: str, students: Sequence[str], work: Mapping[str, Submission], known: set[int]
) -> dict[int, float]:
    """How many nats each fingerprint of a function tells; those of the many are left out."""
    sets = [set(work[s][unit].prints) if unit in work[s] else set() for s in students]
    counts = Counter(value for prints in sets for value in prints)
    n = len(students)
    return {
        value: math.log(n / count)
        for value, count in counts.items()
        if value not in known and count <= max(2, MANY * n)
    }


def _shared(
    unit: str, students: Sequence[str], work: Mapping[str, Submission], known: set[int]
) -> NDArray[np.float64]:
    """The surprise that each two share in one function; on the diagonal, all that one has."""
    worth = surprises(unit, students, work, known)
    column = {value: k for k, value in enumerate(worth)}
    marks = np.zeros((len(students), len(worth)))
    for row, student in enumerate(students):
        for value in work[student][unit].prints if unit in work[student] else ():
            if value in worth:
                marks[row, column[value]] = math.sqrt(worth[value])
    result: NDArray[np.float64] = marks @ marks.T
    return result

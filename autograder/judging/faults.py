"""What is wrong with a rubric or its reference, told by file and line.

A rubric that cannot grade is refused before anything is written: a case that the reference has no
answer to would be right for whoever has none, either.
"""

from __future__ import annotations

import inspect
import opcode
import re
import traceback
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from autograder.messages import SpokenError, printable
from autograder.sandbox.protocol import (
    Build,
    Call,
    Input,
    Missing,
    Observation,
    Raised,
    Rejected,
    Stage,
    Step,
    decode_scripts,
    encode_scripts,
)

if TYPE_CHECKING:
    from autograder.judging.rubric import Case, Question, Rubric

#: The parts of a question that may ask for an error of whatever origin.
ASK_FOR_ERRORS = ("edges", "options")


class RubricError(SpokenError, ValueError):
    """A rubric or its reference cannot grade; the text says where, and what to do.

    What its words call ``place`` is the file and the line, as far as they are known, and
    ``named`` what stands in that line.
    """


def place(file: str | Path, line: int = 0, named: str = "") -> str:
    """File and line, as compilers write them: the first line from there on that names something.

    Args:
        line: where to begin; what is not found is looked for above it, too.
        named: a name or an id, in quotation marks rather than without.
    """
    with open(file, encoding="utf-8", errors="replace") as opened:
        lines = list(enumerate(opened, 1))
    escaped = re.escape(named)
    for pattern in (rf"[\"']{escaped}[\"']", rf"(?<!\w){escaped}(?!\w)") if named else ():
        found = [number for number, text in lines if re.search(pattern, text)]
        if found:
            line = next((number for number in found if number >= line), found[0])
            break
    return f"{file}:{line}" if line else str(file)


def raised_at(error: BaseException, folders: Collection[Path]) -> tuple[Path, int] | None:
    """The innermost file of some folders that an error came through, and its line."""
    frames = [(f.filename, f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno or 0))
    ours = [(Path(file), line) for file, line in frames if Path(file).parent in folders]
    return ours[-1] if ours else None


def said_by(error: BaseException) -> str:
    """An error in one line: its kind, and what it says."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}{': ' if text else ''}{printable(text)}"


def of_maker(maker: Any, named: str = "", default: str = "") -> str:
    """Where the function that makes some cases stands, or the line in its file that names it."""
    function = inspect.unwrap(getattr(maker, "func", maker))
    code = getattr(function, "__code__", None)
    if code is None or not Path(code.co_filename).is_file():
        return default
    return place(code.co_filename, code.co_firstlineno, named)


def refuse_misfits(rubric: Rubric) -> None:
    """Refuse a rubric that asks for what its reference does not define.

    Raises:
        RubricError: naming the question.
    """
    for question in rubric.questions:
        if not hasattr(rubric.reference, question.target):
            where = of_maker(question.groups[0].cases, question.id, rubric.stem)
            raise RubricError(
                "rubric.no_target", place=where, question=question.id, name=question.target
            )


def made(rubric: Rubric, question: Question, maker: Any, source: Any) -> list[Case]:
    """The cases that a maker makes.

    Raises:
        RubricError: if it raises, makes none, or makes something that is no case.
    """
    try:
        given = maker(source)
        cases = list(given) if given is not None else []
    except Exception as error:
        where = _in_course(error, rubric, maker) or of_maker(maker, default=rubric.stem)
        raise RubricError(
            "rubric.cases_raise", place=where, question=question.id, said=said_by(error)
        ) from error
    if not cases:
        where = of_maker(maker, default=rubric.stem)
        raise RubricError("rubric.no_cases", place=where, question=question.id)
    for case in cases:
        if not _is_case(case):
            told = printable(repr(case), 60)
            where = of_maker(maker, default=rubric.stem)
            raise RubricError("rubric.no_case", place=where, question=question.id, told=told)
    return cases


def _in_course(error: BaseException, rubric: Rubric, maker: Any) -> str:
    """Where in the rubric or its reference an error arose."""
    files = [getattr(rubric.reference, "__file__", None), of_maker(maker).rpartition(":")[0]]
    found = raised_at(error, {Path(file).parent for file in files if file})
    return place(*found) if found else ""


def _is_case(case: Any) -> bool:
    steps, baseline = getattr(case, "steps", None), getattr(case, "baseline", None)
    if not isinstance(baseline, tuple):
        return False
    return all(
        isinstance(script, tuple | list)
        and len(script) > 0
        and all(isinstance(step, Build | Call | Input) for step in script)
        for script in (steps, *baseline)
    )


def refuse_unwritable(rubric: Rubric, question: Question, maker: Any, case: Case) -> None:
    """Refuse a case with an argument that cannot be sent to a submission.

    Raises:
        RubricError: naming the case.
    """
    try:
        decode_scripts(encode_scripts([case.steps, *case.baseline]))
    except (TypeError, ValueError, LookupError) as error:
        where = of_maker(maker, case.label, rubric.stem)
        raise RubricError(
            "rubric.unwritable",
            place=where,
            question=question.id,
            case=case.label,
            said=said_by(error),
        ) from error


class Witness(Stage):
    """A stage that keeps the last error."""

    error: BaseException | None = None

    def _perform(self, step: Step) -> Observation:
        try:
            return super()._perform(step)
        except BaseException as error:
            self.error = error
            raise


def refuse_unanswered(
    rubric: Rubric, question: Question, maker: Any, case: Case, seen: Sequence[Observation]
) -> None:
    """Refuse a case that the reference has no answer to.

    An error is an answer. None is a name or a method that the reference lacks, a value that is
    not plain numbers, and in a worked example an error that nobody asked for.

    Raises:
        RubricError: naming the case, and what is missing.
    """
    last, step = seen[-1], case.steps[len(seen) - 1]
    told = {"question": question.id, "case": case.label}
    if isinstance(last, Rejected):
        where = of_maker(maker, case.label, rubric.stem)
        raise RubricError("rubric.rejected", place=where, **told)
    name = last.name if isinstance(last, Missing) else ""
    if isinstance(last, Raised) and (case.public or last.kind == "AttributeError"):
        witness = Witness(rubric.namespace())
        witness.play(decode_scripts(encode_scripts([case.steps]))[0])
        name = _lacking(witness, step)
        if not name and case.public and not _asked_for(witness.error, question, rubric):
            _refuse_failing(rubric, question, maker, case, witness.error)
    if name:
        where = of_maker(maker, name, rubric.stem)
        raise RubricError("rubric.missing", place=where, name=name, **told)


def _lacking(witness: Witness, step: Step) -> str:
    """The method that an object of the reference does not have, if a step asks for one."""
    if not isinstance(step, Call) or step.handle is None:
        return ""
    return "" if hasattr(witness.handles.get(step.handle), step.method) else step.method


def _asked_for(error: BaseException | None, question: Question, rubric: Rubric) -> bool:
    """Whether the reference raises an error on purpose: by a ``raise`` of its own."""
    if question.id.partition(".")[2] in ASK_FOR_ERRORS or error is None:
        return True
    *_, innermost = _frames(error)
    code = innermost.tb_frame.f_code
    ours = code.co_filename == getattr(rubric.reference, "__file__", None)
    by_hand = code.co_code[innermost.tb_lasti] == opcode.opmap["RAISE_VARARGS"]
    return ours and by_hand and not isinstance(error, NotImplementedError)


def _frames(error: BaseException) -> Iterator[TracebackType]:
    trace = error.__traceback__
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _refuse_failing(
    rubric: Rubric, question: Question, maker: Any, case: Case, error: BaseException | None
) -> None:
    assert error is not None
    where = _in_course(error, rubric, maker) or of_maker(maker, case.label, rubric.stem)
    raise RubricError(
        "rubric.example",
        place=where,
        question=question.id,
        case=case.label,
        said=said_by(error),
    ) from error

"""What is concluded from the run of a rebuilt notebook and the answers to an exam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nbformat import NotebookNode

from autograder.judging.exam import Exam
from autograder.judging.questions import report
from autograder.judging.recognize import Answer
from autograder.judging.report import Report
from autograder.submission.causes import Ran, asked, missing_modules, origins
from autograder.submission.intake import remarks


def conclude(
    exam: Exam, cells: Sequence[NotebookNode], ran: Sequence[Ran], answers: list[Answer]
) -> Report:
    """The report on one submission: the verdicts, their causes, and remarks on the whole.

    Args:
        exam: what was asked.
        cells: of the rebuilt notebook, as they were run.
        ran: what became of each.
        answers: to all questions.
    """
    failed = any(answer.failures() for answer in answers)
    judged = report(exam, answers, origins(ran, asked(exam)) if failed else ())
    return replace(judged, remarks=(*remarks(cells), *missing_modules(ran)))

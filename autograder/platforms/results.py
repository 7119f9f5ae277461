"""A report as the result files of other autograders' platforms, and of GitHub Actions.

Each function has the source of its format in its docstring. They hold what the student's
feedback page holds, and nothing else: no hidden case, no expected value of one.
"""

from __future__ import annotations

import datetime
import json
import math
import os
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from autograder.judging.report import QuestionResult, Report
from autograder.judging.wording import verdict_text
from autograder.messages import by_number, say

CLASSROOM50 = "classroom50/result/v1"
#: PrairieLearn takes a file of at most so many bytes.
PRAIRIELEARN_BYTES = 1_000_000


def told(result: QuestionResult) -> str:
    """What the student reads about a question, on lines of their own."""
    return verdict_text(result).strip()


def gradescope(report: Report, seconds: float | None = None) -> dict[str, Any]:
    """``results.json`` of Gradescope, with a test for each question.

    Source: ``docs/specs.md`` of gradescope/autograder_samples, and the pages at
    gradescope-autograders.readthedocs.io, which add ``status`` and the formats.
    """
    tests = [
        {
            "name": question.id,
            "number": str(number),
            "score": question.earned,
            "max_score": question.points,
            "status": "passed" if question.earned >= question.points else "failed",
            "output": told(question),
            "output_format": "text",
            "visibility": "visible",
            "tags": [question.misconception] if question.misconception else [],
        }
        for number, question in enumerate(report.questions, start=1)
    ]
    result: dict[str, Any] = {
        "score": report.score,
        "output": "\n".join(report.remarks),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return result | ({} if seconds is None else {"execution_time": round(seconds)})


def gradescope_unreadable(why: str) -> dict[str, Any]:
    """What Gradescope shows for a file that cannot be read.

    Gradescope knows no "not graded": without a score the submission counts as an error of the
    autograder, whose text students do not see. So there is a 0 until they hand in again, and it
    says what it is.
    """
    return {
        "score": 0.0,
        "output": say("platform.zero", why=why),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def prairielearn(report: Report) -> dict[str, Any]:
    """``/grade/results/results.json`` of PrairieLearn's external graders.

    Source: ``docs/externalGrading.md`` of PrairieLearn/PrairieLearn. The score is a share of 1;
    points stand on every test, since otherwise they are shown on none.
    """
    tests = [
        {
            "name": question.id,
            "points": question.earned,
            "max_points": question.points,
            "message": told(question),
        }
        for question in report.questions
    ]
    share = report.score / report.max_score if report.max_score else 0.0
    total = {"score": report.score, "max_score": report.max_score}
    said = "\n".join(report.remarks) or by_number("comment.total", report.max_score, **total)
    result = {
        "gradable": True,
        "score": min(1.0, max(0.0, share)),
        "message": said,
        "tests": tests,
    }
    return result


def prairielearn_unreadable(why: str) -> dict[str, Any]:
    """The same for a file that cannot be read: no attempt is lost, and no point."""
    return {"gradable": False, "format_errors": [why], "message": say("platform.unread", why=why)}


def scale(report: Report, score: float = 0.0) -> int:
    """By what points, and a score, are multiplied to become whole numbers, half points too."""
    values = [score, *(v for q in report.questions for v in (q.earned, q.points))]
    fractions = [Fraction(value).limit_denominator(1000) for value in values]
    return math.lcm(*(fraction.denominator for fraction in fractions)) if fractions else 1


def classroom50(
    report: Report,
    environment: Mapping[str, str],
    now: datetime.datetime | None = None,
    score: float | None = None,
) -> dict[str, Any]:
    """``result.json`` of Classroom 50.

    Source: ``wiki/Advanced-Autograding.md`` of foundation50/classroom50. Scores are whole
    numbers there: where somebody has half points, all are multiplied, and ``points-per-point``
    says by how much. Fields that the platform does not know are kept by it; they hold the
    message and the recognized mistake.

    Args:
        environment: the variables that the runner sets.
        now: the time that it bears.
        score: what counts, if that is not the sum of the questions: lateness takes from it.
    """
    counts = report.score if score is None else score
    factor = scale(report, counts)
    tests: list[dict[str, Any]] = [
        {
            "test-name": question.id,
            "passed": question.earned >= question.points,
            "score": round(question.earned * factor),
            "max-score": round(question.points * factor),
            "message": told(question),
            "misconception": question.misconception,
        }
        for question in report.questions
    ]
    commit = environment.get("COMMIT_URL", "")
    when = now or datetime.datetime.now(datetime.UTC)
    return {
        "schema": CLASSROOM50,
        "classroom": environment.get("CLASSROOM", ""),
        "assignment": environment.get("ASSIGNMENT") or report.assignment,
        "submission": environment.get("SUBMISSION_TAG", ""),
        "commit": commit,
        "release": environment.get("RELEASE_URL", ""),
        "review": environment.get("REVIEW_URL") or commit,
        "datetime": when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": round(counts * factor),
        "max-score": sum(test["max-score"] for test in tests),
        "points-per-point": factor,
        "tests": tests,
    }


#: What `autograder check --format` writes for a platform that runs it.
FORMATS = ("gradescope", "prairielearn", "classroom50", "github")


def document(report: Report, format: str, file: str, seconds: float) -> str:
    """A report as the file, or for GitHub Actions the output, that a platform reads."""
    if format == "github":
        return "".join(line + "\n" for line in workflow_commands(report, file))
    data = {
        "gradescope": lambda: gradescope(report, seconds),
        "prairielearn": lambda: prairielearn(report),
        "classroom50": lambda: classroom50(report, os.environ),
    }[format]()
    return json.dumps(data, indent=1) + "\n"


def unreadable(why: str, format: str, file: str) -> str | None:
    """The same for a file that cannot be read; ``None`` where the platform has no word for it."""
    if format == "github":
        return failure(why, file) + "\n"
    data = {"gradescope": gradescope_unreadable, "prairielearn": prairielearn_unreadable}
    return json.dumps(data[format](why), indent=1) + "\n" if format in data else None


# --------------------------------------------------------------------- GitHub Actions


def summary(report: Report) -> str:
    """A report as Markdown, for ``$GITHUB_STEP_SUMMARY``."""
    name, total = _cell(report.assignment), {"score": report.score, "max_score": report.max_score}
    lines = [
        "### " + by_number("report.total", report.max_score, assignment=name, **total),
        "",
        say("platform.columns"),
        "|---|---:|---|",
    ]
    for question in report.questions:
        full = question.earned >= question.points
        gist = "" if full else question.gist or question.status
        mark = "✓" if full else "✗"
        points = f"{question.earned:g}/{question.points:g}"
        lines.append(f"| {mark} {_cell(question.id)} | {points} | {_cell(gist)} |")
    lost = [question for question in report.questions if question.earned < question.points]
    for question in lost:
        fence = _fence(told(question))
        lines += [
            "",
            f"<details><summary>{_cell(question.id)}</summary>",
            "",
            f"{fence}text",
            told(question),
            fence,
            "",
            "</details>",
        ]
    lines += ["", *(_cell(remark) for remark in report.remarks)]
    return "\n".join(lines).rstrip() + "\n"


def workflow_commands(report: Report, file: str) -> list[str]:
    """Workflow commands that put what was lost beside the file that was handed in.

    Source: "Workflow commands for GitHub Actions": ``::warning file=…,title=…::message``, with
    ``%``, carriage returns and line feeds written as ``%25``, ``%0D`` and ``%0A``, in properties
    the colon and the comma, too.
    """
    return [
        f"::warning file={_property(file)},title={_property(question.id)}::" + _data(told(question))
        for question in report.questions
        if question.earned < question.points
    ]


def failure(why: str, file: str) -> str:
    """The workflow command for a submission that cannot be judged."""
    title = say("platform.not_graded")
    return f"::error file={_property(file)},title={_property(title)}::{_data(why)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text in a table of Markdown: nothing in it is markup."""
    text = " ".join(text.split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text)


def _fence(text: str) -> str:
    """A fence longer than any in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)

"""Step five, *record*: write a judgement into a notebook as outputs that nbgrader reads.

A graded cell gets the student's message and, as its result, a plain Python float; nothing that
student code printed can be mistaken for a score. Text of the student's own run is capped and
cleaned before anything shows it.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, from_dict

from autograder.gradebook.hostile import clean, is_png
from autograder.judging.report import QuestionResult
from autograder.judging.wording import verdict_text
from autograder.messages import by_number, say
from autograder.pipeline import Judgement
from autograder.running.isolation import CORE
from autograder.running.outputs import CellOutput


def fill(notebook: NotebookNode, judgement: Judgement, digest: str) -> None:
    """Put the outputs of a judgement into the code cells of its notebook, in place.

    The notebook's metadata keep the whole report, and say what was judged, by which rubric, and
    how it was isolated.

    Args:
        digest: of the student's code, by :func:`autograder.submission.intake.digest`.
    """
    notebook.metadata["autograder"] = {
        "submission": digest,
        "fingerprint": judgement.fingerprint,
        "isolation": judgement.layers,
        "report": judgement.report.to_json(),
    }
    notebook.cells.insert(0, summary(judgement))
    results = {q.grade_id: q for q in judgement.report.questions}
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
        question = cell.metadata.get("nbgrader", {})
        if question.get("grade"):
            cell.outputs = graded_outputs(results[question["grade_id"]], count)
        else:
            cell.outputs = ordinary_outputs(judgement.outputs.get(cell.id, CellOutput()))


def scores(data: dict[str, Any]) -> dict[str, float]:
    """The points that the graded cells of an autograded notebook show, by grade id.

    Args:
        data: the notebook as JSON data; its metadata hold what :func:`fill` kept.

    Raises:
        ValueError, KeyError, TypeError, …: if it is damaged.
    """
    shown = {}
    for cell in data["cells"]:
        known = cell["metadata"].get("nbgrader", {})
        if known.get("grade"):
            text = cell["outputs"][-1]["data"]["text/plain"]
            shown[known["grade_id"]] = float("".join(text))
    return shown


def summary(judgement: Judgement) -> NotebookNode:
    """A Markdown cell for the top of the notebook: the score, and what to look at first."""
    report = judgement.report
    points = {"score": report.score, "max_score": report.max_score}
    lines = [by_number("report.summary", report.max_score, **points)]
    for q in report.questions:
        if q.status != "passed":
            line = say("report.line", id=q.id, earned=q.earned, points=q.points, gist=q.gist)
            lines.append(line)
    lines += weakness(judgement)
    content = {"cell_type": "markdown", "id": "verdict", "metadata": {}}
    return from_dict({**content, "source": "\n".join(lines)})


def weakness(judgement: Judgement) -> list[str]:
    """A line that says so if the submission was not isolated as it should be."""
    missing = [layer for layer in CORE if layer not in judgement.layers]
    return ["\n" + say("report.weak", missing=say("list.comma").join(missing))] if missing else []


def graded_outputs(result: QuestionResult, count: int) -> list[NotebookNode]:
    """The outputs of a graded cell: the message, then the score."""
    return [
        _output("stream", name="stdout", text=verdict_text(result) + "\n"),
        _output(
            "execute_result",
            data={"text/plain": repr(float(result.earned))},
            metadata={},
            execution_count=count,
        ),
    ]


def _output(kind: str, **content: Any) -> NotebookNode:
    """An output; unlike nbformat's ``new_output`` it is not validated one by one."""
    return from_dict({"output_type": kind, **content})


def ordinary_outputs(output: CellOutput) -> list[NotebookNode]:
    """What a student's own cell put out, as plain text and PNG images only."""
    outputs = []
    for name in ("stdout", "stderr"):
        if text := clean(getattr(output, name)):
            outputs.append(_output("stream", name=name, text=text))
    for display in output.displays:
        data = {"text/plain": clean(display.get("text/plain", ""))}
        if is_png(display.get("image/png", "")):
            data["image/png"] = display["image/png"]
        outputs.append(_output("display_data", data=data, metadata={}))
    if output.error:
        outputs.append(
            _output(
                "error",
                ename=clean(output.error["ename"]),
                evalue=clean(output.error["evalue"]),
                traceback=clean(output.error["traceback"]).splitlines(),
            )
        )
    return outputs

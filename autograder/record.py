"""Step five, *record*: write a judgement into a notebook as outputs that nbgrader reads.

A graded cell gets the student's message and, as its result, a plain Python float; nothing that
student code printed can be mistaken for a score. Text of the student's own run is capped and
cleaned before anything shows it.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import json
import re
import struct
import textwrap
import unicodedata
from typing import Any

from nbformat import NotebookNode, from_dict

from autograder import intake
from autograder.course import ROOT
from autograder.isolation import CORE
from autograder.pipeline import Judgement
from autograder.release import released_path
from autograder.report import QuestionResult
from autograder.run import CellOutput

MAX_TEXT = 10_000
MAX_IMAGE = 1_500_000
MAX_PIXELS = 25_000_000
MARKS = {"passed": "✓", "failed": "✗", "error": "✗", "timeout": "✗", "missing": "–"}


def fill(notebook: NotebookNode, judgement: Judgement) -> None:
    """Put the outputs of a judgement into the code cells of its notebook, in place.

    The notebook's metadata say what was judged, by which rubric, and how it was isolated.
    """
    notebook.metadata["autograder"] = {
        "submission": submission_digest(notebook),
        "rubric": rubric_digest(judgement.report.assignment),
        "isolation": judgement.layers,
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


def summary(judgement: Judgement) -> NotebookNode:
    """A Markdown cell for the top of the notebook: the score, and what to look at first."""
    report = judgement.report
    lines = [f"**{report.score:g} of {report.max_score:g} points.**"]
    for result in report.questions:
        if result.status != "passed":
            points = f"{result.earned:g} of {result.points:g}"
            lines.append(f"- `{result.id}`, {points}: {_gist(result)}")
    lines += weakness(judgement)
    content = {"cell_type": "markdown", "id": "verdict", "metadata": {}}
    return from_dict({**content, "source": "\n".join(lines)})


def _gist(result: QuestionResult) -> str:
    """The one sentence of a message that says most: the hint's first, or the fact."""
    lines = [line for line in result.message.splitlines() if line]
    told = [x for x in lines if not x.startswith(("Not right yet:", "On the worked example"))]
    return (told or lines)[0]


def weakness(judgement: Judgement) -> list[str]:
    """A line that says so if the submission was not isolated as it should be."""
    missing = [layer for layer in CORE if layer not in judgement.layers]
    return [f"\nGraded with weak isolation: without {', '.join(missing)}."] if missing else []


def submission_digest(notebook: NotebookNode) -> str:
    """A fingerprint of the student's code in a rebuilt notebook."""
    sources = [cell.source for cell in intake.cells_to_run(notebook)]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()[:16]


@functools.cache
def rubric_digest(assignment: str) -> str:
    """A fingerprint of everything that decides the points of an assignment."""
    files = [
        ROOT / "solutions" / f"{assignment}.py",
        ROOT / "autograder" / "rubrics" / f"{assignment}.py",
        released_path(assignment),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


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


def verdict_text(result: QuestionResult, width: int = 90) -> str:
    """A verdict as wrapped plain text."""
    head = f"{MARKS[result.status]} {result.id}: {result.earned:g} of {result.points:g} points"
    lines = [head]
    for paragraph in result.message.splitlines():
        lines += textwrap.wrap(paragraph, width, initial_indent="  ", subsequent_indent="  ") or [
            ""
        ]
    return "\n".join(lines)


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


def clean(text: str) -> str:
    """Text without terminal escapes, control characters and bidirectional overrides, capped."""
    text = re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|[@-_])", "", text)
    text = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "\n… (cut)"


def is_png(image: str) -> bool:
    """Whether a string is the base64 form of a PNG file of bearable size, also when unpacked."""
    if not image or len(image) > MAX_IMAGE:
        return False
    try:
        data = base64.b64decode(image, validate=True)
    except (binascii.Error, ValueError):
        return False
    if not data.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") or len(data) < 24:
        return False
    width, height = struct.unpack_from(">II", data, 16)
    return width * height <= MAX_PIXELS

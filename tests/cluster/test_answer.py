"""Is what a worker says read as if a student had written it?"""

import contextlib
import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.cluster import answer
from autograder.gradebook.course import REPOSITORY
from autograder.gradebook.worker import Job, Settings, Worker
from autograder.judging.exam import draw
from autograder.judging.report import Report
from autograder.running.events import Event
from tests.catalog import assignment
from tests.cluster.conftest import CLASS

REGRESSION = assignment("regression")
FINGERPRINT = draw(REGRESSION.rubric, 1).fingerprint


@pytest.fixture(scope="module")
def worker():
    with contextlib.closing(Worker(Settings("regression", REPOSITORY, 1))) as made:
        yield made


def job(source, **changed):
    return Job(source.encode(), "work.py", REGRESSION.release, **{"force": True, **changed})


def read(told, asked, weak=False):
    return answer.decode(told, asked, REGRESSION, "en", FINGERPRINT, weak)


@pytest.fixture(scope="module")
def honest(worker):
    """A job, and what an honest worker answers: with wrong points, an example, and output."""
    asked = job("# %%\nprint('hello')\n\n# %%\n" + CLASS["ben"])
    return asked, answer.data(answer.encode(worker.examine(asked)))


@pytest.mark.parametrize("student", CLASS)
def test_an_honest_answer_is_what_a_local_worker_returns(worker, student):
    """Is nothing lost on the way: notebook, report, layers, events, and what changed?"""
    first = worker.judge(job(""))
    asked = job(CLASS[student], before=first.notebook.encode())
    told = answer.data(answer.encode(worker.examine(asked)))
    assert read(told, asked) == worker.judge(asked)


def test_no_grade_travels_too(worker):
    """Are up to date and failed the same, and is a refusal told apart?"""
    first = worker.judge(job(""))
    asked = job("", before=first.notebook.encode(), force=False)
    told = answer.data(answer.encode(worker.examine(asked)))
    assert read(told, asked).state == "up to date"
    asked = Job(b"{", "work.ipynb", REGRESSION.release)
    told = answer.data(answer.encode(worker.examine(asked)))
    assert read(told, asked) == worker.judge(asked)
    with pytest.raises(answer.Refused, match="tired"):
        answer.data(answer.refusal("tired"))


def change(*path, to):
    def changed(told):
        place = told
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to(place[path[-1]]) if callable(to) else to

    return changed


def more_points(told):
    question = next(q for q in told["report"]["questions"] if q["earned"] < q["points"])
    question["earned"] = question["points"]


QUESTION = ("report", "questions", 0)
LIES = {
    "points without parts": more_points,
    "more points than there are": change(*QUESTION, "earned", to=1000.0),
    "another maximum": change(*QUESTION, "points", to=1000.0),
    "minus": change(*QUESTION, "groups", 0, "earned", to=-1.0),
    "some points of a part": change(*QUESTION, "groups", 0, "earned", to=0.1),
    "no number": change(*QUESTION, "earned", to=float("nan")),
    "true for a number": change(*QUESTION, "earned", to=True),
    "another question": change(*QUESTION, "id", to="MSELoss.backward"),
    "no question": change("report", "questions", to=[]),
    "another assignment": change("report", "assignment", to="softmax"),
    "a mistake of its own": change(*QUESTION, "misconception", to="Invented"),
    "a status of its own": change(*QUESTION, "status", to="excellent"),
    "a status that does not fit": change(
        *QUESTION, "status", to=lambda was: "timeout" if was == "passed" else "passed"
    ),
    "a message that is none": change(*QUESTION, "message", to=["<script>"]),
    "a message without end": change(*QUESTION, "message", to="x" * 10**6),
    "a field of its own": change(*QUESTION, "bonus", to=1),
    "phrases in phrases": change(
        *QUESTION, "said", to=[json.loads('{"key":"k","arguments":{"a":' * 9 + "1" + "}}" * 9)]
    ),
    "another rubric": change("fingerprint", to="0" * 16),
    "no fingerprint": change("fingerprint", to="../../x"),
    "without landlock": change(
        "layers", to=lambda held: {k: held[k] for k in held if k != "landlock"}
    ),
    "a layer of its own": change("layers", to=lambda held: held | {"prayer": "yes"}),
    "a layer that is no text": change("layers", to=lambda held: held | {"landlock": {}}),
    "outputs that are none": change("outputs", to=[]),
    "an output that is none": change("outputs", to={"a": None}),
    "an event of its own": change("events", to={"party": 1}),
    "no count": change("events", to={Event.CELL_LATE: 10**9}),
    "another state": change("state", to="changed"),
    "no state": lambda told: told.pop("state"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_not_graded(honest, name):
    """Does an answer that cannot be one end as "not graded", with a sentence?"""
    asked, told = honest
    assert read(copy.deepcopy(told), asked).state == "graded"
    lie = copy.deepcopy(told)
    LIES[name](lie)
    judged = read(lie, asked)
    assert (judged.state, judged.report, judged.notebook) == ("failed", None, "")
    assert "cannot be one" in judged.reason
    assert judged.events == {Event.NOT_GRADED: 1}


def test_weak_isolation_is_taken_only_if_allowed(honest):
    """May layers be missing where the instructor said so?"""
    asked, told = honest
    lie = copy.deepcopy(told) | {"layers": {}}
    assert read(lie, asked).state == "failed"
    assert read(lie, asked, weak=True).state == "graded"


def test_nothing_else_of_a_worker_enters_the_notebook(honest):
    """Are sources those that were handed in, and outputs plain text and pictures?"""
    asked, told = honest
    lie = copy.deepcopy(told)
    for output in lie["outputs"].values():
        output |= {"source": "evil()", "metadata": {"x": 1}}
        output["displays"] = [{"text/html": "<script>", "text/plain": "\x1b[31mred\u202e"}]
        output["stdout"] = "\x1b]0;title\x07hello\x00"
    lie |= {"notebook": "evil", "cells": [{"source": "evil()"}]}
    lie["report"]["questions"][0]["message"] = "\x1b[31mred\u202e"
    judged, plain = read(lie, asked), read(copy.deepcopy(told), asked)
    cells, as_they_were = (json.loads(x.notebook)["cells"] for x in (judged, plain))
    kept = [(c["id"], c["source"], c["metadata"]) for c in cells]
    assert kept[1:] == [(c["id"], c["source"], c["metadata"]) for c in as_they_were][1:]
    assert not {"evil", "script", "u001b", "u202e", "u0000"} & {
        word for word in ("evil", "script", "u001b", "u202e", "u0000") if word in judged.notebook
    }


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.data())
@settings(max_examples=150)
def test_whatever_stands_anywhere_is_graded_or_not(honest, data):
    """If one place of an answer holds anything at all, is that never an error of ours?"""
    asked, told = honest
    changed = copy.deepcopy(told)
    place = changed
    for _ in range(data.draw(st.integers(0, 5))):
        steps = list(place) if isinstance(place, dict) else list(range(len(place)))
        deeper = [s for s in steps if isinstance(place[s], dict | list) and place[s]]
        if not deeper:
            break
        place = place[data.draw(st.sampled_from(deeper))]
    steps = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(steps))] = data.draw(ANYTHING)
    judged = read(changed, asked)
    assert judged.state in ("graded", "failed", "up to date")
    if judged.state == "graded":
        assert judged.report == Report.from_json(judged.report).to_json()


@given(st.text() | st.binary() | ANYTHING)
def test_whatever_comes_is_read_or_not(text):
    """Is anything else than JSON text no answer?"""
    with contextlib.suppress(answer.Refused):
        told = answer.data(text)
        if told is not None:
            assert read(told, job("")).state == "failed"

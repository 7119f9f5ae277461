"""Can anything that a student's process sends, or a student hands in, crash the grader?"""

import json
import os
import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.gradebook import hostile
from autograder.gradebook import notebook as record
from autograder.judging.exam import draw
from autograder.judging.questions import ask_all, report
from autograder.judging.report import Report
from autograder.judging.trusted import Trusted
from autograder.pipeline import judge, judge_notebook
from autograder.running.children import Care, ForkedChild, Layers
from autograder.running.outputs import cell_output
from autograder.running.session import Limits
from autograder.sandbox import protocol
from autograder.sandbox.protocol import Call, Done, Input, Lost, Missing, Raised, Rejected, Returned
from autograder.submission import intake
from autograder.submission.intake import IntakeError
from tests.autograder.conftest import SOLUTION
from tests.catalog import assignment, load, released, stems

slow_to_make = settings(suppress_health_check=list(HealthCheck), deadline=None)
RELEASED = released("regression")
EXCEPTIONS = sorted(protocol.EXCEPTIONS)


# -------------------------------------------------------------- frames of a hostile child


class Puppet(ForkedChild):
    """A child that has sent certain bytes and hung up."""

    def __init__(self, data):
        read, write = os.pipe()
        os.set_blocking(write, False)
        os.write(write, data[:60_000])
        os.close(write)
        care = Care(overfull=lambda: False, clear=lambda: None)
        super().__init__(0, None, os.open(os.devnull, os.O_WRONLY), read, care)
        self._collected = True  # there is no process


class Stand:
    """A sandbox whose every child says the same."""

    layers = Layers()

    def __init__(self, data):
        self.data = data

    def child(self):
        return Puppet(self.data)


arrays = st.builds(
    lambda dtype, shape, raw: np.resize(np.frombuffer(raw, dtype), shape),
    st.sampled_from([*"?bBhHiIqQefd"]),
    st.lists(st.integers(0, 3), max_size=5).map(tuple) | st.just((5, 3)) | st.just(()),
    st.binary(min_size=64, max_size=64),
)
observations = st.one_of(
    st.just(Done()),
    st.just(Missing("")),
    st.sampled_from(EXCEPTIONS).map(Raised),
    st.sampled_from(protocol.REJECTIONS).map(Rejected),
    st.lists(arrays, min_size=1, max_size=3).map(lambda p: Returned(tuple(p), len(p) > 1)),
)
answers = st.lists(observations, max_size=4).map(protocol.encode_observations)
strange_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["stdout", "stderr", "displays", "error", "ename", "image/png", "x"]),
            inner,
        )
    ),
    max_leaves=10,
)
cell_outputs = strange_json.map(lambda data: json.dumps(data).encode())
bodies = answers | cell_outputs | st.binary(max_size=40)
frames = st.lists(bodies.map(protocol.frame) | st.binary(max_size=12), max_size=60).map(b"".join)


@settings(slow_to_make, max_examples=150)
@given(frames)
def test_any_bytes_of_a_child_are_judged(data):
    """Whatever a child sends, is there a report without points, and a notebook to read?"""
    cells = intake.read(b"x = 1\n# %%\nclass MSELoss:\n    pass", "a.py")
    notebook = intake.rebuild(RELEASED, cells)
    judgement = judge_notebook(
        notebook, assignment("regression"), Stand(data), 1, Limits(submission=5)
    )
    assert judgement.report.score == 0
    record.fill(notebook, judgement, "")


@settings(slow_to_make, max_examples=300)
@given(cell_outputs | st.binary(max_size=200))
def test_any_description_of_outputs_is_read(data):
    """Is whatever describes the outputs of a cell read as text and images, or left out?"""
    output = cell_output(data)
    assert output.size() >= 0
    for cell in record.ordinary_outputs(output):
        assert set(cell.get("data", ())) <= {"text/plain", "image/png"}


@given(st.text())
def test_cleaned_text_is_plain(text):
    """Is no control character, no escape and no bidirectional mark left, in any text?"""
    assert not set(hostile.clean(text)) & set(map(chr, [*range(9), *range(11, 32), 0x9B, 0x202E]))


# ------------------------------------------------------------------- any answers at all


class Fool:
    """Answers anything: by chance the right value, or one that is off, or something else."""

    def __init__(self, rubric, seed):
        self.right, self.random = Trusted(rubric.namespace()), random.Random(seed)
        self.mood = self.random.random()

    def play(self, scripts, encoded):
        shown = self.right.play(scripts, encoded)
        return [self._answer(s, seen) for s, seen in zip(scripts, shown, strict=True)]

    def _answer(self, script, right):
        seen = []
        for index, step in enumerate(script):
            good = right[index] if index < len(right) else Done()
            seen.append(good if self.random.random() < self.mood else self._foolish(step, good))
            if not isinstance(seen[-1], Done | Returned):
                break
        return seen

    def _foolish(self, step, good):
        name = self.random.choice(EXCEPTIONS)
        failures = [Raised(name), Missing("x"), Lost("timeout"), Lost("died")]
        failures += [Rejected(reason) for reason in protocol.REJECTIONS]
        if self.random.random() < 0.3:
            return self.random.choice(failures)
        observed = isinstance(step, Input) or (isinstance(step, Call) and step.observed)
        return self._value(good) if observed else Done()

    def _value(self, good):
        numbers = np.random.default_rng(self.random.getrandbits(32))
        parts = good.parts if isinstance(good, Returned) else (np.zeros((2, 3)),)
        part = np.asarray(self.random.choice(parts), dtype=float)
        shape = self.random.choice(
            [part.shape, part.shape, (), (0,), (1,) * 8, (2, 0, 4), (7,) * 4]
        )
        special = [0.0, -0.0, np.nan, np.inf, -np.inf, 1e308, -1e308, 5e-324, 1.0, 2.0**63]
        with np.errstate(all="ignore"):
            found = self.random.choice([
                lambda: part * self.random.choice(special),
                lambda: part + self.random.choice(special),
                lambda: -part,
                lambda: part.astype(np.float32).astype(float),
                lambda: part * (1 + 1e-7),
                lambda: np.full(shape, self.random.choice(special)),
                lambda: numbers.choice(special, shape),
                lambda: numbers.choice(special, part.shape).astype("f2"),
                lambda: numbers.integers(0, 2**63, shape).astype(self.random.choice("?bBhHiIqQ")),
            ])()  # fmt: skip
        many = self.random.random() < 0.1
        return Returned(
            (np.asarray(found),) * (3 if many else 1), many or self.random.random() < 0.1
        )


@pytest.mark.parametrize("stem", stems())
def test_any_answers_get_a_verdict(stem):
    """For every rubric, do arbitrary answers get a verdict that can be shown and stored?"""
    rubric = load(stem)
    exam = draw(rubric, 0)
    for seed in range(25):
        result = report(exam, ask_all(exam, Fool(rubric, seed)))
        assert Report.from_json(json.dumps(result.to_json())) == result
        for question in result.questions:
            assert 0 <= question.earned <= question.points
            assert 0 < len(question.message) < 4_000
            assert hostile.clean(question.message) == question.message


@pytest.mark.parametrize("stem", stems())
def test_answers_of_this_course_are_small(stem):
    """Do right answers stay far below what a child may send?"""
    for question in load(stem).questions:
        for seen in draw(load(stem), 1).prepared(question).right:
            assert len(protocol.encode_observations(seen)) < protocol.MAX_VALUE / 8


# ----------------------------------------------------------------- notebooks, mutated


PERFECT = intake.rebuild(RELEASED, intake.read(SOLUTION.encode(), "work.py"))
splices = st.sampled_from(
    ["", "\n", "    ", "return ", "self", "(", "]", "'''", "1/0\n", "while 0: pass\n", "%time ",
     "\\", "\x00", "é", "yield ", "lambda: ", "raise ", "del np\n", "global x\n", "#"]
) | st.text(max_size=4)  # fmt: skip
edits = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 30), splices),
    min_size=1,
    max_size=4,
)


def mutated(changes, order):
    notebook = json.loads(json.dumps(PERFECT))
    cells = notebook["cells"]
    for which, where, length, text in changes:
        cell = cells[which % len(cells)]
        where %= len(cell["source"]) + 1
        cell["source"] = cell["source"][:where] + text + cell["source"][where + length :]
    order.shuffle(cells)
    del cells[order.randrange(len(cells) + 1) :]
    return notebook


@settings(slow_to_make, max_examples=15)
@given(edits, st.randoms(use_true_random=False))
def test_mutated_notebooks_are_judged(sandbox, changes, order):
    """Is a damaged notebook judged or refused, in the real sandbox, without a crash?"""
    data = json.dumps(mutated(changes, order)).encode()
    try:
        limits = Limits(cell=2, question=1, submission=6)
        result = judge(data, "a.ipynb", assignment("regression"), sandbox, 1, limits)
    except IntakeError:
        return
    assert 0 <= result.report.score <= result.report.max_score
    record.fill(result.notebook, result, "")

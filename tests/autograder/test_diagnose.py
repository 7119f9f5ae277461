"""Is the cause named, is no hint false, and does one mistake cost its points once?"""

import json

import numpy as np
import pytest

from autograder.judging.exam import draw
from autograder.judging.questions import judge_trusted
from autograder.judging.recorded import RecordedExam, record
from autograder.messages import _catalog
from bench.diagnosis import FOLDER, LOCATED, SILENT, judged
from bench.diagnosis import told as everything_told
from tests.catalog import load, stems

#: Facts about the size and the sign of numbers.
WEAK = {"fact.too_large", "fact.too_small", "fact.same_signs"}
ENTRIES = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))


def told(question):
    """What was said about a question, without where it goes wrong and in which direction."""
    return [key for key in everything_told(question) if key not in LOCATED | WEAK]


def outcome(stem, seed=3, **replaced):
    """The report on the reference with some names replaced, by question."""
    rubric = load(stem)
    report = judge_trusted(rubric, rubric.namespace() | replaced, seed)
    return {question.id: question for question in report.questions}


def lost(questions):
    """What was lost where, and what was said there."""
    return {q.id: told(q) for q in questions.values() if q.earned < q.points}


# ----------------------------------------------------------------- work of students


@pytest.mark.parametrize("stem", stems())
def test_students_lose_what_they_should_and_read_nothing_false(stem):
    """Do the collected submissions get the right verdict and only true hints?"""
    for result in judged(FOLDER, 7, f"{stem}/*"):
        if "lost" in result.entry:
            assert result.judged_right, f"{result.file}: {result.lost}"
        assert not result.false, f"{result.file}: {result.false}"


def test_the_index_names_every_file():
    """Is each case described, and does each description have its case?"""
    files = {f"{path.parent.name}/{path.name}" for path in FOLDER.glob("*/*.py")}
    assert {entry["file"] for entry in ENTRIES} == files


# ------------------------------------------------------------- axes that are too many


def wrapping_class(reference, method="forward", before=None):
    """A loss whose method returns its value in one or two axes more."""

    class Wrapped(reference):
        def forward(self, A, Y):
            value = super().forward(A, Y) if before is None else before(super().forward(A, Y))
            scalar = method == "forward" and np.ndim(value) == 0
            return np.array([[value]]) if scalar else value

        def backward(self):
            gradient = super().backward()
            return gradient[np.newaxis] if method == "backward" else gradient

    return Wrapped


LOSSES = [
    (stem, name)
    for stem in ("regression", "cross_entropy", "binary")
    for name in dict.fromkeys(q.target for q in load(stem).questions)
    if name.endswith("Loss")
]


@pytest.mark.parametrize(("stem", "name"), LOSSES)
@pytest.mark.parametrize("method", ["forward", "backward"])
def test_a_number_in_brackets_costs_once(stem, name, method):
    """Does a 1 × 1 loss, or a gradient of shape (1, N, C), cost one question and no more?"""
    reference = getattr(load(stem).reference, name)
    questions = outcome(stem, **{name: wrapping_class(reference, method)})
    assert list(lost(questions)) == [f"{name}.{method}"]
    (said,) = lost(questions)[f"{name}.{method}"]
    assert said == "fact.wrapped" or said.endswith("OneByOne")


@pytest.mark.parametrize("name", ["MSELoss", "L1Loss", "HuberLoss"])
def test_what_is_wrong_in_brackets_is_named_too(name):
    """If the number in the brackets is wrong as well, are both things said?"""
    reference = getattr(load("regression").reference, name)
    halved = wrapping_class(reference, before=lambda value: value / 2)
    said = lost(outcome("regression", **{name: halved}))[f"{name}.forward"]
    assert "fact.wrapped" in said
    assert len(said) == 2


# -------------------------------------------------------------- one mistake, one price


def test_what_follows_from_an_earlier_function_costs_nothing_more():
    """Does a wrong `kl_divergence` leave the points of functions that are right given that?"""
    mistaken = next(
        m for m in load("divergence").misconceptions if m.__name__ == "DivergenceIsCrossEntropy"
    )()

    def js_divergence(p, q, axis=-1, base=None):
        p, q = np.asarray(p, float), np.asarray(q, float)
        m = (p + q) / 2
        return (mistaken(p, m, axis, base) + mistaken(q, m, axis, base)) / 2

    questions = outcome("divergence", kl_divergence=mistaken, js_divergence=js_divergence)
    assert {name.partition(".")[0] for name in lost(questions)} == {"kl_divergence"}
    assert told(questions["js_divergence.value"]) == ["fact.follows"]
    assert "kl_divergence" in questions["js_divergence.value"].message


# -------------------------------------------------------------- two mistakes, relations


class TestRelations:
    """Is a simple relation between numbers seen, and is nothing guessed?"""

    @staticmethod
    def forward(change):
        """What is said of an MSELoss without options whose loss was changed."""
        reference = load("regression").reference.MSELoss

        class Plain:
            def forward(self, A, Y):
                self.inner = reference()
                return change(self.inner.forward(A, Y), A, Y)

            def backward(self):
                return self.inner.backward()

        return told(outcome("regression", MSELoss=Plain)["MSELoss.forward"])

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda L, A, Y: L * 2 / A.shape[0], ["fact.times"]),
            (lambda L, A, Y: round(L, 3), ["fact.rounded"]),
            (lambda L, A, Y: np.float32(L), ["fact.single"]),
            (lambda L, A, Y: L * (1 + 1e-6), ["fact.precision"]),
            (lambda L, A, Y: ((A - Y) ** 2).mean(axis=1), ["fact.apart_mean"]),
            (lambda L, A, Y: L + A.mean() ** 2 + 1, ["fact.value"]),
        ],
    )
    def test_one_number(self, change, said):
        """Are factors, roundings and missing sums named, and unknown mistakes not?"""
        assert self.forward(change) == said

    def test_a_sign_and_a_mean_over_rows(self):
        """Is a loss with two known mistakes told as both?"""
        said = self.forward(lambda L, A, Y: -L * A.shape[1])
        assert len(said) == 2 or said == ["fact.times"]


class TestTwoMistakes:
    """Are two mistakes in one number both named, if no single one explains it?"""

    @staticmethod
    def said(stem, part, *names):
        """What is told of a class that makes all these mistakes."""
        kinds = {m.__name__: m for m in load(stem).misconceptions}
        both = type("Both", tuple(kinds[name] for name in names), {})
        target = part.partition(".")[0]
        return told(outcome(stem, **{target: both})[part])

    @pytest.mark.parametrize(
        ("stem", "part", "names"),
        [
            ("regression", "HuberLoss.forward", ("HuberSquareNotHalved", "HuberJumpsAtThreshold")),
            ("regression", "SmoothL1Loss.forward", ("SmoothL1Jumps", "SmoothL1SquareNotDivided")),
            ("regression", "HuberLoss.backward", ("HuberSmoothL1", "HuberGradientPerSample")),
        ],
    )
    def test_two_terms_or_two_factors(self, stem, part, names):
        """Are both told, with the words of both hints?"""
        assert set(names) <= set(self.said(stem, part, *names))

    @pytest.mark.parametrize("seed", [3, 8, 21])
    def test_what_no_two_mistakes_explain(self, seed):
        """Is nothing said of the cause where the numbers are of nobody's making?"""
        reference = load("regression").reference.HuberLoss

        class Strange(reference):
            def forward(self, A, Y):
                return super().forward(A, Y) + np.abs(self.residual).max() ** 1.5

        assert told(outcome("regression", seed, HuberLoss=Strange)["HuberLoss.forward"]) == [
            "fact.value"
        ]


class TestReuse:
    """Is an object that remembers too much told so, though its class takes no options?"""

    @staticmethod
    def said(make):
        reference = load("regression").reference.MSELoss
        return told(outcome("regression", MSELoss=make(reference))["MSELoss.reuse"])

    def test_old_gradients_are_added(self):
        """Does a gradient that grows with every call get its own hint?"""

        def make(reference):
            class Growing:
                total = None

                def forward(self, A, Y):
                    self.inner = reference()
                    return 3 * self.inner.forward(A, Y)

                def backward(self):
                    fresh = self.inner.backward()
                    known = self.total is not None and self.total.shape == fresh.shape
                    self.total = self.total + fresh if known else fresh
                    return self.total

            return Growing

        said = self.said(make)
        assert said == ["fact.accumulates"] or said == ["MSEGradientAccumulates"]

    @pytest.mark.parametrize("scale", [1, 3])
    def test_something_of_an_earlier_call_is_left(self, scale):
        """Is any memory told as one, be the loss right or wrong in itself?"""

        def make(reference):
            class Forgetful:
                seen = 0

                def forward(self, A, Y):
                    self.inner = reference()
                    self.seen += len(A)
                    return scale * self.inner.forward(A, Y) * len(A) / self.seen

                def backward(self):
                    return self.inner.backward()

            return Forgetful

        assert self.said(make) == ["fact.remembers"]

    @pytest.mark.parametrize(
        ("stem", "name"),
        [("regression", "MSEStateOnClass"), ("objective", "ObjectiveStateOnClass")],
    )
    def test_all_places_of_a_shared_memory_are_named(self, stem, name):
        """Does a hint that cannot know where objects share their memory name each place?"""
        (kind,) = (m for m in load(stem).misconceptions if m.__name__ == name)
        assert all(place in kind.__doc__ for place in ("class", "global name", "default argument"))

    def test_a_cache_in_a_default_argument(self):
        """Is a state that all objects share told without blaming the class for it?"""

        def make(reference):
            class Shared:
                def __init__(self, cache={}):  # noqa: B006 — the mistake
                    self.cache = cache

                def forward(self, A, Y):
                    self.cache["inner"] = reference()
                    return 3 * self.cache["inner"].forward(A, Y)

                def backward(self):
                    return self.cache["inner"].backward()

            return Shared

        said = self.said(make)
        assert said == ["fact.shared"] or said == ["MSEStateOnClass"]


def test_a_hint_agrees_with_what_passed():
    """Is a mistake that would break `reuse` not named while `reuse` passes?"""
    reference = load("objective").reference.Objective

    class FirstPenaltyOnly(reference):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.penalties = list(self.penalties)

        def forward(self, A, Y, *rest):
            kept, self.penalties = self.penalties, self.penalties[:1]
            value = super().forward(A, Y, *rest)
            self.penalties = kept
            return value

    questions = outcome("objective", Objective=FirstPenaltyOnly)
    said = [hint for hints in lost(questions).values() for hint in hints]
    assert "ObjectiveOneShotPenalties" not in said


# --------------------------------------------------------------------------- recorded


@pytest.mark.parametrize("stem", ["divergence", "regression"])
def test_a_recorded_exam_knows_what_depends_on_what(stem):
    """Does the file of an exam say which functions call which?"""
    exam = draw(load(stem), 0)
    assert RecordedExam(record(exam)).depends == dict(exam.depends)


def test_silent_facts_exist():
    """Does every key that the measuring tool takes for silence stand in the catalog?"""
    english = _catalog("en")["fact"]
    assert {key.partition(".")[2] for key in SILENT} <= set(english)

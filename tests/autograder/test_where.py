"""Is what nobody has a name for told by where it goes wrong, truly and without a number?"""

import re

import numpy as np
import pytest

from autograder.judging import discretion, patterns, relations
from autograder.judging.compare import Difference
from autograder.judging.discretion import discreet
from autograder.judging.exam import draw
from autograder.judging.imagined import CHANGES
from autograder.judging.instead import instead
from autograder.judging.patterns import KEPT, LAWS
from autograder.judging.places import Place
from autograder.judging.questions import ask_all, judge_trusted, report
from autograder.judging.recorded import RecordedExam, record
from autograder.judging.report import Phrase
from autograder.judging.traits import ENTRIES, TRAITS, Asked
from autograder.judging.trusted import Trusted
from autograder.judging.where import THERE, Separation
from autograder.messages import _catalog
from autograder.rubric import Case
from autograder.sandbox.protocol import Build, Call
from bench.diagnosis import LOCATED
from tests.catalog import load

ENGLISH = _catalog("en")


def questions(stem, seed=3, **replaced):
    """The report on the reference with some names replaced, by question."""
    rubric = load(stem)
    report = judge_trusted(rubric, rubric.namespace() | replaced, seed)
    return {question.id: question for question in report.questions}


def said(question):
    """All keys that were said of a question, those inside others too."""

    def inside(phrase):
        yield phrase.key
        for value in phrase.arguments.values():
            if isinstance(value, Phrase):
                yield from inside(value)

    return {key for phrase in question.said for key in inside(phrase)}


# ------------------------------------------------------------------ strange mistakes


def strange(stem, name, part, change):
    """A class whose ``forward`` or ``backward`` is changed in a way that nobody would think of."""
    reference = getattr(load(stem).reference, name)

    class Strange(reference):
        def forward(self, A, Y):
            self.seen = np.asarray(A, float), np.asarray(Y)
            value = super().forward(A, Y)
            return change(value, *self.seen, self) if part == "forward" else value

        def backward(self):
            value = super().backward()
            return change(value, *self.seen, self) if part == "backward" else value

    return {name: Strange}


def bump(value, A):
    """A wrong number that has no simple relation to the right one, however large that is."""
    return value + (1 + np.abs(value)) * (np.tanh(np.abs(A).max() ** 1.3) + 0.1)


def soft(Y):
    """Whether targets are probabilities, some of them neither 0 nor 1."""
    return Y.ndim == 2 and np.all((Y >= 0) & (Y <= 1)) and np.any((Y > 0) & (Y < 1))


STRANGE = [
    (
        "CrossEntropyLoss.options",
        "forward",
        lambda v, A, Y, self: bump(v, A) if self.weight is not None else v,
        {"fact.where", "trait.option"},
    ),
    (
        "CrossEntropyLoss.forward",
        "forward",
        lambda v, A, Y, self: bump(v, A) if soft(Y) else v,
        {"fact.where", "trait.between"},
    ),
    (
        "CrossEntropyLoss.forward",
        "forward",
        lambda v, A, Y, self: bump(v, A) if len(A) == 1 else v,
        {"trait.one_row"},
    ),
    (
        "CrossEntropyLoss.backward",
        "backward",
        lambda v, A, Y, self: np.where(A < 0, v**3 + 0.1, v),
        {"fact.entries", "entry.negative_first"},
    ),
    (
        "CrossEntropyLoss.backward",
        "backward",
        lambda v, A, Y, self: np.where(A.max(axis=1, keepdims=True) == A, -v, v),
        {"fact.entries", "entry.largest", "fact.there_minus"},
    ),
    (
        "CrossEntropyLoss.backward",
        "backward",
        lambda v, A, Y, self: v + A.std() + 0.3,
        {"fact.shifted"},
    ),
    (
        "CrossEntropyLoss.backward",
        "backward",
        lambda v, A, Y, self: v * (2 + np.tanh(A.sum(axis=1, keepdims=True))),
        {"fact.scaled_rows"},
    ),
    (
        "CrossEntropyLoss.forward",
        "forward",
        lambda v, A, Y, self: 0.7123,
        {"fact.constant"},
    ),
]


@pytest.mark.parametrize(("id", "part", "change", "keys"), STRANGE)
def test_the_place_is_told_without_a_number(id, part, change, keys):
    """Is a mistake that nobody modeled told by where it is made, with no input or answer in it?"""
    name = id.partition(".")[0]
    question = questions("cross_entropy", **strange("cross_entropy", name, part, change))[id]
    assert question.misconception is None
    assert keys <= said(question)
    told = question.message.splitlines()
    hidden = [line for line in told if "worked example" not in line and "Not right" not in line]
    assert not re.search(r"\d\.\d", " ".join(hidden))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda A, Y: (A / np.sqrt(A.shape[1]), Y), "imagined.cooled"),
        (lambda A, Y: (A - A.mean(axis=1, keepdims=True) + A[:, :1] * 0 + 0.5 * A, Y), None),
    ],
)
def test_an_answer_for_other_inputs(change, key):
    """Is it told for which inputs the answers would be right, and is nothing made up?"""
    reference = load("cross_entropy").reference.CrossEntropyLoss

    class Other(reference):
        def forward(self, A, Y):
            return super().forward(*change(np.asarray(A, float), Y))

    keys = said(questions("cross_entropy", CrossEntropyLoss=Other)["CrossEntropyLoss.forward"])
    assert key in keys if key else "fact.imagined" not in keys


def test_what_is_always_right_says_nothing():
    """Does a case that went right in every way keep quiet about where it is wrong?"""
    rubric = load("cross_entropy")
    report = judge_trusted(rubric, rubric.namespace(), 3)
    assert not any(question.said for question in report.questions)


def test_chance_tells_nothing():
    """Are zeros and ones, which many inputs share, no sign of other inputs?"""
    exam = draw(load("regression"), 3)
    case = exam.prepared(exam.questions[0]).cases[0]
    right = exam.prepared(exam.questions[0]).right[0]
    place = Place(case, 1, Asked.of(case, 1, exam.parameters), right[1], right[1])
    zero = type(right[1])((np.zeros(()),))
    assert instead([Place(case, 1, place.asked, zero, right[1])], "forward", exam) == []


# --------------------------------------------------------------------------- separation


@pytest.mark.parametrize(
    ("bad", "good", "key"),
    [
        ([{"a"}, {"a", "b"}], [{"b"}, set()], "fact.where"),
        ([{"b"}, set()], [{"a"}, {"a", "b"}], "fact.except_where"),
        ([{"a", "b"}], [{"a"}, {"b"}], "fact.where_both"),
        ([{"a", "b"}, {"a"}], [{"a"}, {"b"}, set(), set()], "fact.only_where"),
        ([{"b"}, set()], [{"a"}, {"a"}, {"b"}, set()], "fact.right_where"),
        ([{"b"}, set()], [{"b"}, set()], None),
    ],
)
def test_the_simplest_separation(bad, good, key):
    """Is the surest thing said that holds in all cases, and nothing where nothing does?"""

    def marks(names):
        return {(name, ()) for name in names}

    order = [("a", ()), ("b", ())]
    found = Separation(order, list(map(marks, bad)), list(map(marks, good))).phrases("f")
    assert [phrase.key for phrase in found] == ([key] if key else [])


def test_what_goes_wrong_otherwise_is_not_called_right():
    """Is a trait of right answers kept back if something that has it is wrong in another manner?"""
    a, b = ("a", ()), ("b", ())
    bad, good = [{b}, set()], [{a}, {a}, {b}]
    assert [p.key for p in Separation([a, b], bad, good).phrases("f")] == ["fact.right_where"]
    assert Separation([a, b], bad, good, spoiled={a, b}).phrases("f") == []


def test_one_case_has_chance_in_common_with_itself():
    """Is a single wrong case told by what was chosen for it, and not by what its inputs are?"""
    chosen, chance = ("trait.option", (("option", "eps"),)), ("trait.integers", ())
    for mark, keys in ((chosen, ["fact.only_where"]), (chance, [])):
        found = Separation([mark], [{mark}], [{mark}, set(), set()]).phrases("f")
        assert [phrase.key for phrase in found] == keys


def test_few_cases_have_what_they_hold_in_common_by_chance():
    """Is a trait of what inputs happen to hold told of many cases, and an option of few?"""
    chance, chosen = ("trait.zero_first", ()), ("trait.option", (("option", "eps"),))
    few, many = ([{chance, chosen}] * 2, [set()] * 2), ([{chance}] * 4, [set()] * 4)
    assert Separation([chance], *few).phrases("f") == []
    assert [p.key for p in Separation([chance, chosen], *few).phrases("f")] == ["fact.where"]
    assert [p.key for p in Separation([chance], *many).phrases("f")] == ["fact.where"]


def test_an_exception_that_was_asked_for_is_no_right_number():
    """Is a method not called right where all that is asked for is that it refuses?"""
    apart, error = ("trait.broadcast", ()), ("trait.error", ())
    found = Separation([apart, error], [set()] * 3, [{apart, error}] * 3).phrases("f")
    assert found == []


def test_what_holds_in_one_question_only_is_told_of_that():
    """Is a trait that others lack which go wrong alike told of the question that has it?"""
    a = ("a", ())
    found = Separation([a], [{a}], [set(), set()]).here("f")
    assert [phrase.key for phrase in found] == ["fact.where_here"]


def test_options_by_position_are_options():
    """Is an option known by its name, however it was given?"""
    case = Case("a case", (Build("loss", "L", (2, "sum")), Call("loss", "forward", (np.ones(3),))))
    asked = Asked.of(case, 1, {"L": ("width=", "reduction="), "L.forward": ("A", "Y")})
    assert asked.options == {"width": 2, "reduction": "sum"}
    assert asked.by_position
    assert asked.names["first"] == "A"


@pytest.mark.parametrize(
    ("mine", "key"),
    [
        (lambda a: a + 1e-8, "offset"),
        (lambda a: a + 1e-9 * a.size, None),  # the amount depends on the size of the batch
    ],
)
def test_a_small_amount_is_not_the_same_because_it_is_small(mine, key):
    """Is an offset below the tolerance called the same only where it is?"""
    right = [np.linspace(1, n, n) for n in (2, 3, 5)]
    assert patterns._across([(mine(a), a) for a in right]) == key


def test_the_shape_of_one_of_several_results_is_not_named():
    """Is a list of losses not taken for a column because it happens to be as long?"""
    case = Case("a case", (Call(None, "train", (np.ones((4, 3)),)),))
    phrase = Phrase("fact.shape", {"name": "train", "wanted": Phrase("fact.number_wanted")})
    for count, key in ((0, "fact.shape_wanted"), (3, "fact.other_wanted")):
        difference = Difference("shape", 0, "(2,)", np.ones(2), np.ones(3), count)
        assert discreet(phrase, case, difference).arguments["wanted"].key == key


# --------------------------------------------------------------------- words, and files


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("trait", TRAITS),
        ("entry", ENTRIES),
        ("imagined", [*CHANGES, "with", "without"]),
        ("fact", [*KEPT, *LAWS, *THERE, *(key.partition(".")[2] for key in LOCATED)]),
    ],
)
def test_everything_that_is_noticed_has_words(section, keys):
    """Does each trait, pattern and change stand in the catalog?"""
    assert set(keys) <= set(ENGLISH[section])


def test_a_recorded_exam_tells_the_same():
    """Is the place also told by an exam that is read from a file?"""
    live = draw(load("divergence"), 3)
    recorded = RecordedExam(record(live))

    def kl_divergence(p, q, axis=-1, base=None):
        value = load("divergence").reference.kl_divergence(p, q, axis, base)
        return value + 0.1 * np.abs(value) ** 1.5 if base in (2, 3, 10) else value

    namespace = load("divergence").namespace() | {"kl_divergence": kl_divergence}
    reports = [report(exam, ask_all(exam, Trusted(namespace))) for exam in (live, recorded)]
    assert reports[0] == reports[1]
    assert any(said(question) & LOCATED for question in reports[0].questions)


def test_numbers_that_nearly_agree_stand_where_they_belong():
    """Is an error beyond the digits at which a pattern looks no exchange of places?"""
    right = np.array([[1.0, 2.0], [3.0, 4e7]])
    assert patterns._kept([(right[::-1].copy(), right)]) == "reordered"
    assert patterns._kept([(right + np.array([[1e-8, 0], [0, 0]]), right)]) is None


def test_a_shape_is_named_by_letters_only_where_they_say_all_of_it():
    """Has a table rows and columns, and an array of three axes no letters at all?"""
    assert discretion._symbol((5, 3), (5, 3)) == "(N, C)"
    assert discretion._symbol((3, 5), (5, 3)) == "(C, N)"
    assert discretion._symbol((2, 3, 4), (2, 3, 4)) is None


def test_zeros_are_not_called_rounded_down_for_certain():
    """Are zeros, where shares are right, told otherwise than other whole numbers?"""
    shares, counts = np.array([0.2, 0.8]), np.array([1.2, 0.8])
    for right, key in ((shares, "fact.zeros"), (counts, "fact.floored")):
        pair = relations.Pair("f", (np.floor(right),), (right,), ())
        assert relations.to_right([pair], [pair]).key == key
